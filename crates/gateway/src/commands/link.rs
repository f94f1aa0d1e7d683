//! `fastexec link`

use super::DataDirOption;
use crate::data_dir::DataDir;
use crate::run::own_user;
use crate::store::Db;
use crate::{clock, secret};
use std::net::SocketAddr;

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    #[command(flatten)]
    data: DataDirOption,
    /// Where the gateway listens
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8600")]
    listen: SocketAddr,
}

pub(super) fn run(options: Options) -> anyhow::Result<()> {
    let data_dir = DataDir::open(options.data.data_dir)?;
    let db = Db::open(&data_dir.database())?;
    let token = make(&db, &own_user())?;
    println!("{}", address(options.listen, &token));
    Ok(())
}

/// Makes a one-time token; the database keeps its hash.
pub(super) fn make(db: &Db, user: &str) -> anyhow::Result<String> {
    let token = secret::random()?;
    db.add_link(&secret::hash(&token), user, clock::now())?;
    Ok(token)
}

/// The token stands in the fragment, which browsers keep to themselves.
pub(super) fn address(listen: SocketAddr, token: &str) -> String {
    format!("http://{listen}/#token={token}")
}
