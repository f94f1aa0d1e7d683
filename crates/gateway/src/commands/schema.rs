//! `fastexec schema`

use fastexec_contract::schema;
use std::io::{Write, stdout};

pub(super) fn run() -> anyhow::Result<()> {
    let mut output = stdout().lock();
    serde_json::to_writer_pretty(&mut output, &schema())?;
    writeln!(output)?;
    Ok(())
}
