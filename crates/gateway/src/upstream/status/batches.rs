//! Which objects are in which batch: JOB tells it in v3's groups of hosts only, and not from where it counts.

use super::super::trouble::Trouble;
use super::super::{Person, scope_query};
use super::{HostResult, Question, Step};
use crate::run::run_status;
use crate::server::Gateway;
use fastexec_contract::Scope;
use fastexec_contract::rolling::Expression;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

/// Runs whose batches are remembered.
const BATCHES_KEPT: usize = 64;

/// Which objects are in which batch, from 1, as far as they are known: that doesn't change any more.
#[derive(Debug, Default)]
pub(in super::super) struct Batches(Mutex<HashMap<(Scope, i64), Known>>);

#[derive(Clone, Debug, Default)]
struct Known {
    of_hosts: BTreeMap<i64, i64>,
    /// Batches that are told, from 1.
    batches: i64,
    /// How JOB numbers the first.
    first: Option<i64>,
}

/// v3's groups of hosts: the one place where JOB tells of batches and of earlier attempts.
#[derive(Deserialize)]
struct Groups {
    step_result_group_list: Vec<Group>,
}

#[derive(Deserialize)]
pub(super) struct Group {
    host_size: Option<i64>,
    #[serde(default)]
    pub(super) host_result_list: Vec<HostResult>,
}

pub(super) async fn groups(
    person: &Person,
    asked: &Question,
    step: i64,
    more: Vec<(&'static str, String)>,
) -> Result<Vec<Group>, Trouble> {
    let mut query = scope_query(asked.scope);
    query.push(("job_instance_id", asked.job.to_string()));
    query.push(("step_instance_id", step.to_string()));
    query.extend(more);
    let client = &person.upstream.0.client;
    let groups: Groups =
        client.ask(&person.identity, "v3/get_step_instance_status", &query).await?;
    Ok(groups.step_result_group_list)
}

/// Puts each host into its batch, and tells of the batches; nothing when the run was not submitted here, has no
/// batches, or has objects whose batch JOB doesn't tell.
pub(super) async fn rolling(
    gateway: &Gateway,
    person: &Person,
    asked: &Question,
    step: &Step,
    objects: &mut [Value],
) -> Option<Value> {
    let (scope, job) = (asked.scope, asked.job);
    let stored = gateway.store.read(move |db| db.intent_request(scope, job)).await.ok()??;
    let stored: Value = serde_json::from_str(&stored).ok()?;
    let rolling = stored.get("rolling_config")?;
    let expression = Expression::parse(rolling["expression"].as_str()?).ok()?;
    let sizes = expression.plan(objects.len() as u64).ok()?;
    if objects.iter().any(|object| object["execute_object"]["type"] != 1) {
        return None;
    }
    let known = known_batches(person, asked, step.step_instance_id, objects.len(), &sizes).await;
    let mut statuses: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for object in objects {
        let host = object["execute_object"]["host"]["bk_host_id"].as_i64()?;
        if let Some(batch) = known.of_hosts.get(&host) {
            object["batch"] = (*batch).into();
            statuses.entry(*batch).or_default().push(object["status"].as_i64()?);
        }
    }
    let current = statuses.keys().next_back().copied()?;
    let batches = (1_i64..).zip(&sizes).map(|(batch, size)| {
        let of_objects = statuses.get(&batch).map(Vec::as_slice);
        let status = of_objects
            .map_or(run_status::WAITING, |of| batch_status(of, batch == current, step.status));
        json!({ "batch": batch, "status": status, "size": size })
    });
    Some(json!({
        "mode": rolling["mode"],
        "total_batch": sizes.len(),
        "current_batch": current,
        "batch_list": batches.collect::<Vec<_>>(),
    }))
}

/// What the objects of a batch say of it.
fn batch_status(objects: &[i64], is_current: bool, step: i64) -> i64 {
    const UNDER_WAY: [i64; 2] = [5, 7];
    const GOOD: [i64; 2] = [3, 9];
    let has_failed = objects.iter().any(|it| !UNDER_WAY.contains(it) && !GOOD.contains(it));
    if objects.iter().any(|it| UNDER_WAY.contains(it)) {
        run_status::RUNNING
    } else if is_current && step == run_status::STOPPED {
        run_status::STOPPED
    } else if has_failed && (!is_current || step == run_status::ERROR_IGNORED) {
        // The run went on all the same.
        run_status::ERROR_IGNORED
    } else if has_failed {
        run_status::FAILED
    } else {
        run_status::SUCCEEDED
    }
}

/// Asks for the batches that have begun since the last time.
async fn known_batches(
    person: &Person,
    asked: &Question,
    step: i64,
    total: usize,
    sizes: &[u64],
) -> Known {
    let batches = &person.upstream.0.batches;
    let key = (asked.scope, asked.job);
    let mut known = batches.get(&key);
    while known.batches < sizes.len() as i64 {
        let Ok(told) = next_batch(person, asked, step, total, &mut known).await else {
            break;
        };
        if told.is_empty() {
            break;
        }
        known.batches += 1;
        known.of_hosts.extend(told.into_iter().map(|host| (host, known.batches)));
    }
    batches.set(key, known.clone());
    known
}

/// The hosts of the batch after those that are known.
async fn next_batch(
    person: &Person,
    asked: &Question,
    step: i64,
    total: usize,
    known: &mut Known,
) -> Result<Vec<i64>, Trouble> {
    let first = match known.first {
        Some(first) => first,
        None => {
            // The document counts from 0 and the server from 1, where 0 stands for all or none.
            let one = vec![("batch", "0".to_owned()), ("max_host_num_per_group", "1".to_owned())];
            let groups = groups(person, asked, step, one).await?;
            let hosts: i64 = groups.iter().filter_map(|group| group.host_size).sum();
            let is_all_or_none = hosts == 0 || hosts >= total as i64;
            *known.first.insert(i64::from(is_all_or_none))
        }
    };
    let batch = vec![("batch", (first + known.batches).to_string())];
    let groups = groups(person, asked, step, batch).await?;
    let hosts = groups.iter().flat_map(|group| &group.host_result_list);
    Ok(hosts.map(|host| host.bk_host_id).collect())
}

impl Batches {
    fn get(&self, key: &(Scope, i64)) -> Known {
        let map = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        map.get(key).cloned().unwrap_or_default()
    }

    fn set(&self, key: (Scope, i64), known: Known) {
        let mut map = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if map.len() >= BATCHES_KEPT && !map.contains_key(&key) {
            // They can be asked for again.
            map.clear();
        }
        map.insert(key, known);
    }
}

#[cfg(test)]
mod tests {
    use super::batch_status;

    #[test]
    fn batches_by_their_objects() {
        for (objects, is_current, step, expected) in [
            (&[5, 5][..], true, 2, 2),
            (&[9, 7], true, 2, 2),
            (&[9, 9], true, 7, 3),
            (&[3, 9], false, 2, 3),
            (&[9, 104], true, 4, 4),
            (&[9, 104], false, 2, 6),
            (&[9, 104], true, 6, 6),
            (&[9, 403], true, 11, 11),
        ] {
            assert_eq!(batch_status(objects, is_current, step), expected, "{objects:?}");
        }
    }
}
