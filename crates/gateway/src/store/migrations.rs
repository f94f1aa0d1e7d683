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

#[cfg(test)]
mod tests {
    use super::{STEPS, apply};
    use rusqlite::Connection;

    fn version(database: &Connection) -> usize {
        database.query_row("PRAGMA user_version", [], |row| row.get(0)).expect("a version")
    }

    /// As an older version of this program left it.
    fn after(steps: usize) -> Connection {
        let database = Connection::open_in_memory().expect("a database");
        for step in &STEPS[..steps] {
            database.execute_batch(step).expect("applied");
        }
        database.pragma_update(None, "user_version", steps).expect("set");
        database
    }

    fn tables(database: &Connection) -> Vec<String> {
        let mut query = database
            .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
            .expect("a query");
        query.query_map([], |row| row.get(0)).expect("rows").map(|it| it.expect("text")).collect()
    }

    #[test]
    fn every_older_database_becomes_the_present_one() {
        for steps in 0..=STEPS.len() {
            let mut database = after(steps);
            if steps > 0 {
                let run = "INSERT INTO run (scope_type, scope_id, name, operator, status, create_time, request)
                           VALUES ('biz', 1, 'kept', 'me', 3, 1, '{}')";
                database.execute(run, []).expect("a run");
            }
            apply(&mut database).expect("brought up to date");
            assert_eq!(version(&database), STEPS.len());
            assert_eq!(tables(&database), tables(&after(STEPS.len())));
            let count = "SELECT COUNT(*) FROM run WHERE name = 'kept'";
            let kept: usize = database.query_row(count, [], |row| row.get(0)).expect("a count");
            assert_eq!(kept, usize::from(steps > 0));
        }
    }

    #[test]
    fn what_fails_changes_nothing() {
        let mut database = after(1);
        // In the way of a later step.
        database.execute_batch("CREATE TABLE intent (x)").expect("created");
        let before = tables(&database);
        apply(&mut database).expect_err("refused");
        assert_eq!((version(&database), tables(&database)), (1, before));
    }
}
