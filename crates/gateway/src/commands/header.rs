//! `fastexec header`

use super::DataDirOption;
use crate::auth::APP_CODE;
use crate::data_dir::DataDir;
use crate::run::own_user;
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    #[command(flatten)]
    data: DataDirOption,
    /// The user to act for [default: the one who runs this command]
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
}

pub(super) fn run(options: Options) -> anyhow::Result<()> {
    let secret = DataDir::open(options.data.data_dir)?.app_secret()?;
    let user = options.user.unwrap_or_else(own_user);
    let header = json!({ "bk_app_code": APP_CODE, "bk_app_secret": secret, "bk_username": user });
    println!("{header}");
    Ok(())
}
