//! Status and logs.

use crate::Shared;
use crate::answer::{self, Wrong};
use crate::jobs::{Job, Object};
use crate::wire::{LogV3, LogV4, StatusV3, StatusV4, StepDetail, StepStatus, body, scope};
use axum::body::Bytes;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use serde_json::{Value, json};

/// Objects whose logs one request may ask for.
const LOGS_MAX: usize = 50;

pub(crate) type Asked<T> = Result<Query<T>, QueryRejection>;

pub(crate) fn asked<T>(query: Asked<T>) -> Result<T, Wrong> {
    query.map(|Query(query)| query).map_err(|rejection| Wrong::argument(rejection.body_text()))
}

pub(crate) async fn status_v4(State(shared): State<Shared>, query: Asked<StatusV4>) -> Response {
    answer::v4(asked(query).and_then(|query| {
        let scope = scope(&query.bk_scope_type, &query.bk_scope_id)?;
        let mut state = shared.lock();
        let job = state.jobs.get(&scope, query.job_instance_id)?;
        let mut status = status(job);
        if query.return_execute_object_result == Some(true) {
            let objects = job.objects.iter().map(|object| {
                let mut result = result(object);
                result["execute_object"] = execute_object(object);
                result
            });
            status["step_instance_list"][0]["step_execute_object_result_list"] = objects.collect();
        }
        Ok(status)
    }))
}

pub(crate) async fn status_v3(State(shared): State<Shared>, query: Asked<StatusV3>) -> Response {
    answer::v3(asked(query).and_then(|query| {
        let scope = scope(&query.bk_scope_type, &query.bk_scope_id)?;
        let mut state = shared.lock();
        let job = state.jobs.get(&scope, query.job_instance_id)?;
        let mut status = status(job);
        if query.return_ip_result == Some(true) {
            let hosts = job.objects.iter().filter(|object| !object.is_container);
            status["step_instance_list"][0]["step_ip_result_list"] =
                hosts.map(host_result).collect();
        }
        Ok(status)
    }))
}

fn status(job: &Job) -> Value {
    let total = job.end_time.map(|end| end - job.create_time);
    json!({
        "finished": job.is_finished(),
        "job_instance": {
            "job_instance_id": job.id,
            "bk_scope_type": job.scope.kind,
            "bk_scope_id": job.scope.id,
            "name": job.name,
            "status": job.status,
            "create_time": job.create_time,
            "start_time": job.create_time,
            "end_time": job.end_time,
            "total_time": total,
        },
        "step_instance_list": [{
            "step_instance_id": job.step_id(),
            "type": 1,
            "name": job.name,
            "status": job.step_status,
            "create_time": job.create_time,
            "start_time": job.create_time,
            "end_time": job.end_time,
            "total_time": total,
            "execute_count": job.execute_count,
        }],
    })
}

fn result(object: &Object) -> Value {
    json!({
        "status": object.status,
        "tag": "",
        "exit_code": object.exit_code,
        "error_code": 0,
        "start_time": object.start_time,
        "end_time": object.end_time,
        "total_time": object.end_time.zip(object.start_time).map(|(end, start)| end - start),
    })
}

pub(crate) fn ip(id: i64) -> String {
    format!("10.{}.{}.{}", id / 65_536 % 256, id / 256 % 256, id % 256)
}

fn host_result(object: &Object) -> Value {
    let mut host = result(object);
    host["bk_host_id"] = object.id.into();
    host["ip"] = ip(object.id).into();
    host["bk_cloud_id"] = 0.into();
    host
}

fn execute_object(object: &Object) -> Value {
    let id = object.id;
    if object.is_container {
        json!({ "type": 2, "resource_id": id.to_string(), "container": {
            "id": id, "container_id": format!("docker://{id}"), "name": format!("c-{id}"), "node_host_id": 10,
        }})
    } else {
        json!({ "type": 1, "resource_id": id.to_string(), "host": { "bk_host_id": id, "bk_cloud_id": 0, "ip": ip(id) } })
    }
}

pub(crate) async fn step_v3(State(shared): State<Shared>, query: Asked<StepStatus>) -> Response {
    answer::v3(asked(query).and_then(|query| {
        let scope = scope(&query.bk_scope_type, &query.bk_scope_id)?;
        let mut state = shared.lock();
        let job = state.jobs.get(&scope, query.job_instance_id)?;
        step_of(job, query.step_instance_id)?;
        let count = query.execute_count.unwrap_or(job.execute_count);
        let objects = match job.earlier.get(count) {
            Some(earlier) => earlier,
            None if count == job.execute_count => &job.objects,
            None => return Err(Wrong::argument("execute_count")),
        };
        let wanted = objects.iter().filter(|object| {
            !object.is_container
                && query.batch.is_none_or(|batch| object.batch == batch)
                && query.search_ip.as_ref().is_none_or(|part| ip(object.id).contains(part))
                && query.keyword.as_ref().is_none_or(|word| job.output(object).contains(word))
                && query.tag.as_ref().is_none_or(|tag| tag.is_empty())
                // Hosts of a batch are listed once it has begun.
                && (object.batch == 0 || object.start_time.is_some())
        });
        let wanted: Vec<&Object> = wanted.collect();
        let mut kinds: Vec<i64> = wanted.iter().map(|object| object.status).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let groups = kinds.iter().map(|kind| {
            let hosts: Vec<&&Object> = wanted.iter().filter(|object| object.status == *kind).collect();
            let is_listed = query.status.is_none_or(|status| status == *kind);
            let most = query.max_host_num_per_group.unwrap_or(usize::MAX);
            let listed = hosts.iter().take(if is_listed { most } else { 0 });
            json!({
                "result_type": kind, "result_type_desc": "", "tag": "", "host_size": hosts.len(),
                "host_result_list": listed.map(|object| host_result(object)).collect::<Vec<_>>(),
            })
        });
        Ok(json!({
            "step_instance_id": job.step_id(), "execute_count": count, "name": job.name, "type": 1,
            "status": job.step_status, "create_time": job.create_time, "start_time": job.create_time,
            "end_time": job.end_time, "total_time": job.end_time.map(|end| end - job.create_time),
            "step_result_group_list": groups.collect::<Vec<_>>(),
        }))
    }))
}

fn step_of(job: &Job, step: i64) -> Result<(), Wrong> {
    if job.step_id() == step { Ok(()) } else { Err(Wrong::not_found(1_244_007, "步骤不存在")) }
}

pub(crate) async fn detail_v3(State(shared): State<Shared>, query: Asked<StepDetail>) -> Response {
    answer::v3(asked(query).and_then(|query| {
        let scope = scope(&query.bk_scope_type, &query.bk_scope_id)?;
        let mut state = shared.lock();
        let job = state.jobs.get(&scope, query.job_instance_id)?;
        step_of(job, query.step_instance_id)?;
        let order = &job.order;
        let hosts = order.host_ids.iter().map(|id| {
            json!({ "bk_host_id": id, "bk_cloud_id": 0, "ip": ip(*id) })
        });
        Ok(json!({
            "id": job.step_id(), "name": job.name, "type": 1,
            "script_info": {
                "script_type": if order.script_version_id.is_some() { 2 } else { 1 },
                "script_id": null,
                "script_version_id": order.script_version_id,
                "script_content": order.script,
                "script_language": order.language,
                "script_param": if order.is_sensitive { "******" } else { order.param.as_str() },
                "script_timeout": order.timeout,
                "account": { "id": order.account_id, "name": "root" },
                "server": { "ip_list": hosts.collect::<Vec<_>>(), "topo_node_list": [], "dynamic_group_list": [] },
                "is_param_sensitive": i64::from(order.is_sensitive),
                "is_ignore_error": 0,
            },
        }))
    }))
}

pub(crate) async fn log_v4(State(shared): State<Shared>, bytes: Bytes) -> Response {
    answer::v4(body::<LogV4>(&bytes).and_then(|asked| {
        let scope = scope(&asked.bk_scope_type, &asked.bk_scope_id)?;
        let (is_container, ids) = match (asked.host_id_list, asked.container_id_list) {
            (Some(ids), None) => (false, ids),
            (None, Some(ids)) => (true, ids),
            _ => return Err(Wrong::argument("host_id_list")),
        };
        let mut state = shared.lock();
        let job = state.jobs.get(&scope, asked.job_instance_id)?;
        step_of(job, asked.step_instance_id)?;
        let logs = objects(job, is_container, &ids)?.into_iter().map(|object| {
            json!({ "execute_object": execute_object(object), "log_content": job.output(object) })
        });
        Ok(json!({
            "job_instance_id": job.id, "step_instance_id": job.step_id(), "log_type": 1,
            "script_step_execute_object_logs": logs.collect::<Vec<_>>(),
        }))
    }))
}

pub(crate) async fn log_v3(State(shared): State<Shared>, bytes: Bytes) -> Response {
    answer::v3(body::<LogV3>(&bytes).and_then(|asked| {
        let scope = scope(&asked.bk_scope_type, &asked.bk_scope_id)?;
        let mut state = shared.lock();
        let job = state.jobs.get(&scope, asked.job_instance_id)?;
        step_of(job, asked.step_instance_id)?;
        let logs = objects(job, false, &asked.host_id_list)?.into_iter().map(|object| {
            json!({ "bk_host_id": object.id, "bk_cloud_id": 0, "ip": ip(object.id), "log_content": job.output(object) })
        });
        Ok(json!({
            "job_instance_id": job.id, "step_instance_id": job.step_id(), "log_type": 1,
            "script_task_logs": logs.collect::<Vec<_>>(),
        }))
    }))
}

/// Objects that the run doesn't have are left out.
fn objects<'j>(job: &'j Job, is_container: bool, ids: &[i64]) -> Result<Vec<&'j Object>, Wrong> {
    if !(1..=LOGS_MAX).contains(&ids.len()) {
        return Err(Wrong::argument("1 到 50 个"));
    }
    let find =
        |id: &i64| job.objects.iter().find(|it| it.is_container == is_container && it.id == *id);
    Ok(ids.iter().filter_map(find).collect())
}
