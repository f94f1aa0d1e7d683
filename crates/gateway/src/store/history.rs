//! The list of runs.

use super::Db;
use rusqlite::{params_from_iter, types::Value};

/// Which runs, and which of them. Times are milliseconds since the epoch.
#[derive(Clone, Debug, Default)]
pub(crate) struct HistoryFilter {
    pub(crate) scope_type: String,
    pub(crate) scope_id: i64,
    /// A part of the name.
    pub(crate) name: Option<String>,
    pub(crate) status: Option<i64>,
    pub(crate) operator: Option<String>,
    pub(crate) create_time_start: Option<i64>,
    pub(crate) create_time_end: Option<i64>,
    pub(crate) offset: i64,
    pub(crate) length: i64,
}

#[derive(Debug)]
pub(crate) struct HistoryRow {
    pub(crate) job_instance_id: i64,
    pub(crate) name: String,
    pub(crate) operator: String,
    pub(crate) status: i64,
    pub(crate) create_time: i64,
    pub(crate) start_time: Option<i64>,
    pub(crate) end_time: Option<i64>,
    pub(crate) objects: i64,
}

impl Db {
    /// Newest first, and how many there are in all.
    pub(crate) fn history(
        &self,
        filter: &HistoryFilter,
    ) -> rusqlite::Result<(i64, Vec<HistoryRow>)> {
        let mut conditions = vec!["scope_type = ?", "scope_id = ?"];
        let mut values: Vec<Value> = vec![filter.scope_type.clone().into(), filter.scope_id.into()];
        let mut add = |condition: &'static str, value: Option<Value>| {
            if let Some(value) = value {
                conditions.push(condition);
                values.push(value);
            }
        };
        add("instr(lower(name), lower(?)) > 0", filter.name.clone().map(Value::from));
        add("status = ?", filter.status.map(Value::from));
        add("operator = ?", filter.operator.clone().map(Value::from));
        add("create_time >= ?", filter.create_time_start.map(Value::from));
        add("create_time <= ?", filter.create_time_end.map(Value::from));
        let conditions = conditions.join(" AND ");
        let total = self.connection.query_row(
            &format!("SELECT count(*) FROM run WHERE {conditions}"),
            params_from_iter(&values),
            |row| row.get(0),
        )?;
        values.extend([filter.length.into(), filter.offset.into()]);
        let mut rows = self.connection.prepare_cached(&format!(
            "SELECT job_instance_id, name, operator, status, create_time, start_time, end_time,
                 (SELECT sum(size) FROM batch WHERE batch.job_instance_id = run.job_instance_id)
             FROM run WHERE {conditions} ORDER BY job_instance_id DESC LIMIT ? OFFSET ?"
        ))?;
        let rows = rows.query_map(params_from_iter(&values), |row| {
            Ok(HistoryRow {
                job_instance_id: row.get(0)?,
                name: row.get(1)?,
                operator: row.get(2)?,
                status: row.get(3)?,
                create_time: row.get(4)?,
                start_time: row.get(5)?,
                end_time: row.get(6)?,
                objects: row.get(7)?,
            })
        })?;
        Ok((total, rows.collect::<Result<_, _>>()?))
    }
}
