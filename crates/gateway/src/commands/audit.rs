//! `fastexec audit`

use super::DataDirOption;
use crate::data_dir::DataDir;
use crate::store::Db;
use std::io::{self, BufWriter, Write};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    #[command(flatten)]
    data: DataDirOption,
}

/// One line for each row, its fields separated by tabs: time, who, from where, what, on what, outcome.
pub(super) fn run(options: Options) -> anyhow::Result<()> {
    let data_dir = DataDir::open(options.data.data_dir)?;
    let db = Db::open(&data_dir.database())?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut written = Ok(());
    db.audit(|fields| {
        if written.is_ok() {
            // A name can hold anything; a tab or a line break in it must not look like another field.
            let fields = fields.each_ref().map(|field| field.replace(char::is_control, "\u{fffd}"));
            written = writeln!(out, "{}", fields.join("\t"));
        }
    })?;
    written.and_then(|()| out.flush())?;
    Ok(())
}
