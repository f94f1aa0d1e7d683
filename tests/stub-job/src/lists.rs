//! History, accounts, scripts, scopes.

use crate::Shared;
use crate::answer::{self, Answered, Wrong};
use crate::follow::{Asked, asked};
use crate::wire::{JobList, List, ScopeList, scope};
use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};

pub(crate) async fn jobs_v4(State(shared): State<Shared>, query: Asked<JobList>) -> Response {
    answer::v4(asked(query).and_then(|query| {
        let (offset, length) = (query.offset.unwrap_or(0), query.length.unwrap_or(10));
        if query.start.is_some() || offset > 10_000 || !(1..=200).contains(&length) {
            return Err(Wrong::argument("offset, length"));
        }
        let jobs = jobs(&shared, &query)?;
        let page: Vec<Value> = jobs.into_iter().skip(offset).take(length).collect();
        Ok(json!({ "job_instance_list": page }))
    }))
}

pub(crate) async fn jobs_v3(State(shared): State<Shared>, query: Asked<JobList>) -> Response {
    answer::v3(asked(query).and_then(|query| {
        let (start, length) = (query.start.unwrap_or(0), query.length.unwrap_or(20));
        if query.offset.is_some() || !(1..=1000).contains(&length) {
            return Err(Wrong::argument("start, length"));
        }
        Ok(page(jobs(&shared, &query)?, start, length))
    }))
}

fn jobs(shared: &Shared, query: &JobList) -> Result<Vec<Value>, Wrong> {
    let scope = scope(&query.bk_scope_type, &query.bk_scope_id)?;
    let times = query.create_time_start..=query.create_time_end;
    let mut state = shared.lock();
    let jobs = state.jobs.all(&scope).into_iter().filter(|job| {
        query.job_instance_id.map_or_else(
            || {
                times.contains(&job.create_time)
                    && query.operator.as_ref().is_none_or(|it| *it == job.operator)
                    && query.name.as_ref().is_none_or(|it| job.name.contains(it.as_str()))
                    && query.status.is_none_or(|it| it == job.status)
                    && query.launch_mode.is_none_or(|it| it == 2)
                    && query.r#type.is_none_or(|it| it == 1)
            },
            |id| id == job.id,
        )
    });
    let jobs = jobs.map(|job| {
        json!({
            "bk_scope_type": job.scope.kind, "bk_scope_id": job.scope.id, "id": job.id, "name": job.name,
            "operator": job.operator, "create_time": job.create_time, "start_time": job.create_time,
            "end_time": job.end_time, "total_time": job.end_time.map(|end| end - job.create_time),
            "launch_mode": 2, "task_status": job.status, "task_type": 1,
        })
    });
    Ok(jobs.collect())
}

fn page(all: Vec<Value>, start: usize, length: usize) -> Value {
    let total = all.len();
    let data: Vec<Value> = all.into_iter().skip(start).take(length).collect();
    json!({ "start": start, "length": length, "total": total, "data": data })
}

/// A page of `all`, for a query that has these members beside those of every list.
fn list(query: &List, has_only: bool, all: Vec<Value>) -> Answered {
    scope(
        query.bk_scope_type.as_deref().unwrap_or_default(),
        query.bk_scope_id.as_deref().unwrap_or_default(),
    )?;
    let (start, length) = (query.start.unwrap_or(0), query.length.unwrap_or(20));
    if !has_only || !(1..=1000).contains(&length) {
        return Err(Wrong::argument("query"));
    }
    Ok(page(all, start, length))
}

pub(crate) async fn accounts(query: Asked<List>) -> Response {
    answer::v3(asked(query).and_then(|query| {
        let has_only = query.name.is_none()
            && query.script_language.is_none()
            && query.script_id.is_none()
            && query.return_script_content.is_none()
            && query.category.is_none_or(|it| it == 1 || it == 2);
        let account = |id: i64, alias: &str, name: &str| {
            json!({ "id": id, "account": name, "alias": alias, "category": 1, "type": 1, "os": "Linux",
                "creator": "admin", "bk_scope_type": query.bk_scope_type, "bk_scope_id": query.bk_scope_id,
                "create_time": 1_614_659_536_108_i64, "last_modify_user": "admin", "last_modify_time": 1_614_659_536_116_i64 })
        };
        let all: Vec<Value> = [account(1000, "root", "root"), account(1001, "运维", "ops")]
            .into_iter()
            .filter(|it| query.account.as_ref().is_none_or(|part| it["account"] == part.as_str()))
            .filter(|it| query.alias.as_ref().is_none_or(|part| it["alias"] == part.as_str()))
            .collect();
        list(&query, has_only, all)
    }))
}

fn script(id: &str, name: &str, online: Option<i64>) -> Value {
    json!({ "id": id, "name": name, "script_language": 1, "online_script_version_id": online, "creator": "admin",
        "create_time": 1_600_746_078_520_i64, "last_modify_user": "admin", "last_modify_time": 1_600_746_078_520_i64 })
}

pub(crate) async fn scripts(query: Asked<List>) -> Response {
    let all = vec![
        script("000dbdddc06c453baf1f2decddf00c69", "a.sh", Some(100)),
        script("b", "b.sh", None),
    ];
    answer::v3(asked(query).and_then(|query| listed_scripts(&query, all)))
}

pub(crate) async fn public_scripts(query: Asked<List>) -> Response {
    let all = vec![script("public", "公共.sh", Some(300))];
    answer::v3(asked(query).and_then(|query| listed_scripts(&query, all)))
}

fn listed_scripts(query: &List, all: Vec<Value>) -> Answered {
    let has_only = query.category.is_none()
        && query.account.is_none()
        && query.alias.is_none()
        && query.script_id.is_none()
        && query.return_script_content.is_none()
        && query.script_language.is_none_or(|it| (0..=6).contains(&it));
    let name = query.name.clone().unwrap_or_default();
    let all = all.into_iter().filter(|it| it["name"].as_str().is_some_and(|it| it.contains(&name)));
    list(query, has_only, all.collect())
}

fn version(id: i64, script: &str, name: &str, status: i64) -> Value {
    json!({ "id": id, "script_id": script, "version": name, "status": status, "version_desc": "", "script_language": 1,
        "creator": "admin", "create_time": 1_600_746_078_520_i64 })
}

pub(crate) async fn versions(query: Asked<List>) -> Response {
    answer::v3(asked(query).and_then(|query| {
        let all = match query.script_id.as_deref() {
            Some(id @ "000dbdddc06c453baf1f2decddf00c69") => {
                vec![version(101, id, "V2.0", 0), version(100, id, "V1.0", 1)]
            }
            Some("b") => vec![version(200, "b", "V1.0", 2)],
            _ => return Err(Wrong::not_found(1_243_001, "脚本不存在")),
        };
        listed_versions(&query, all)
    }))
}

pub(crate) async fn public_versions(query: Asked<List>) -> Response {
    answer::v3(asked(query).and_then(|query| match query.script_id.as_deref() {
        Some("public") => listed_versions(&query, vec![version(300, "public", "V1.0", 1)]),
        _ => Err(Wrong::not_found(1_243_001, "脚本不存在")),
    }))
}

fn listed_versions(query: &List, all: Vec<Value>) -> Answered {
    let has_only = query.category.is_none()
        && query.account.is_none()
        && query.alias.is_none()
        && query.name.is_none()
        && query.script_language.is_none();
    list(query, has_only, all)
}

pub(crate) async fn scopes_v4(query: Asked<ScopeList>) -> Response {
    answer::v4(asked(query).and_then(|query| {
        let (offset, length) = (query.offset.unwrap_or(0), query.length.unwrap_or(20));
        if !(1..=200).contains(&length) {
            return Err(Wrong::argument("length"));
        }
        let scope = |kind: &str, id: &str| {
            json!({ "bk_scope_type": kind, "bk_scope_id": id, "name": "蓝鲸", "favor": false, "time_zone": "Asia/Shanghai" })
        };
        let all = [scope("biz", "1"), scope("biz", "2"), scope("biz_set", "9")];
        let page: Vec<&Value> = all.iter().skip(offset).take(length).collect();
        Ok(json!({ "total": all.len(), "scope_list": page }))
    }))
}
