//! Numbered steps from an empty database to the present one. A step that was released is never changed.

use rusqlite::{Connection, TransactionBehavior};

const STEPS: &[&str] = &[
    include_str!("0001_runs.sql"),
    include_str!("0002_batches.sql"),
    include_str!("0003_intents.sql"),
];

pub(super) fn apply(connection: &mut Connection) -> anyhow::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done: usize = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    anyhow::ensure!(
        done <= STEPS.len(),
        "it was written by a newer fastexec (step {done}, this one knows {}): use that one",
        STEPS.len()
    );
    for step in &STEPS[done..] {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", STEPS.len())?;
    transaction.commit()?;
    Ok(())
}
