//! GET …/inventory/accounts and …/scripts from JOB, and POST …/inventory/resolve as far as nobody needs to be asked.
//! Hosts, nodes, groups and containers JOB's APIs don't tell: those are the inventory file's, if there is one.

use super::trouble::Trouble;
use super::{Person, Upstream, Version as Dialect, scope_query};
use crate::answer::{Data, Obstacle, Refusal, Sentence};
use crate::auth::Operator;
use crate::routes::inventory::{Item, Search, answer, page, pick};
use crate::routes::{JsonBody, query, resolve as of_file, scope};
use crate::server::Gateway;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use fastexec_contract::{Scope, ScopeType, ScriptLanguage, check};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// How long a list is good.
const GOOD: Duration = Duration::from_secs(60);

/// Items of one answer of JOB.
const LENGTH: usize = 1000;

/// Answers that one list is read from.
const PAGES_MAX: usize = 10;

/// Scripts on a page whose versions are asked for; of more, only the version that is online is told.
const SCRIPTS_WITH_VERSIONS: usize = 20;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Question {
    pub(super) person: String,
    pub(super) what: What,
    /// `None` for what is of no scope.
    pub(super) scope: Option<Scope>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum What {
    Accounts,
    Scripts,
    /// Of a script, and whether that is public.
    Versions(String, bool),
    /// Those that the person may use.
    Scopes,
    /// The query.
    Jobs(Vec<(&'static str, String)>),
}

/// Items in our words.
#[derive(Debug)]
pub(crate) struct Listed {
    pub(super) items: Vec<Value>,
    /// In all, when JOB tells.
    pub(super) total: Option<i64>,
}

impl Listed {
    pub(super) fn bytes(&self) -> usize {
        // About as much as an item takes.
        self.items.len() * 512
    }
}

#[derive(Deserialize)]
struct PageOf<T> {
    data: Vec<T>,
    total: Option<i64>,
}

#[derive(Deserialize)]
struct Account {
    id: i64,
    account: Option<String>,
    alias: Option<String>,
}

#[derive(Deserialize)]
struct Script {
    id: String,
    name: String,
    script_language: Option<i64>,
    online_script_version_id: Option<i64>,
}

#[derive(Deserialize)]
struct Version {
    id: i64,
    version: Option<String>,
    status: Option<i64>,
    script_language: Option<i64>,
}

type Asked = (State<Gateway>, Path<(String, String)>, Person);

/// Who scripts can run as.
pub(crate) async fn accounts(
    (State(_), Path((scope_type, scope_id)), person): Asked,
    search: Result<Query<Search>, QueryRejection>,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let search = query(search)?;
    let listed = list(&person, scope, What::Accounts).await?;
    let items = listed.items.iter().map(|account| Item {
        texts: texts(account, &["id", "alias", "user"]),
        json: account.clone(),
    });
    page("account_list", items, &search)
}

/// Scripts of the scope and public ones.
pub(crate) async fn scripts(
    (State(_), Path((scope_type, scope_id)), person): Asked,
    search: Result<Query<Search>, QueryRejection>,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let search = query(search)?;
    let listed = list(&person, scope, What::Scripts).await?;
    let items = listed
        .items
        .iter()
        .map(|script| Item { texts: texts(script, &["id", "name"]), json: script.clone() });
    let (total, mut found) = pick(items, &search)?;
    if found.len() <= SCRIPTS_WITH_VERSIONS {
        for script in &mut found {
            let id = script["id"].as_str().unwrap_or_default().to_owned();
            let what = What::Versions(id, script["public"] == true);
            script["script_version_list"] = list(&person, scope, what).await?.items.clone().into();
        }
    }
    answer("script_list", total, found, &search)
}

fn texts(item: &Value, members: &[&str]) -> Vec<String> {
    let text = |member: &&str| match &item[*member] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    members.iter().map(text).collect()
}

pub(super) async fn list(
    person: &Person,
    scope: Scope,
    what: What,
) -> Result<Arc<Listed>, Trouble> {
    list_of(person, Some(scope), what).await
}

async fn list_of(
    person: &Person,
    scope: Option<Scope>,
    what: What,
) -> Result<Arc<Listed>, Trouble> {
    let question = Question { person: person.key.clone(), what, scope };
    let (asker, asked) = (person.clone(), question.clone());
    let age = match &question.what {
        What::Jobs(_) => |_: &Listed| Some(Duration::from_secs(2)),
        What::Accounts | What::Scripts | What::Versions(..) | What::Scopes => {
            |_: &Listed| Some(GOOD)
        }
    };
    let answer = move || async move { ask(&asker, &asked).await };
    person.upstream.0.lists.ask(question, age, answer).await
}

async fn ask(person: &Person, asked: &Question) -> Result<Listed, Trouble> {
    let scope = match (&asked.what, asked.scope) {
        (What::Scopes, _) | (_, None) => return scopes_of(person).await,
        (_, Some(scope)) => scope,
    };
    match &asked.what {
        What::Accounts => {
            let query = [("category", "1".to_owned())];
            let accounts: Vec<Account> = all(person, scope, "v3/get_account_list", &query).await?;
            Ok(whole(accounts.into_iter().map(|it| {
                let user = it.account.unwrap_or_default();
                json!({ "id": it.id, "alias": it.alias.unwrap_or_else(|| user.clone()), "user": user })
            })))
        }
        What::Scripts => {
            let own: Vec<Script> = all(person, scope, "v3/get_script_list", &[]).await?;
            let public: Vec<Script> = all(person, scope, "v3/get_public_script_list", &[]).await?;
            let own = own.into_iter().map(|it| (it, false));
            let all = own.chain(public.into_iter().map(|it| (it, true)));
            Ok(whole(all.filter(|(it, _)| is_ours(it.script_language)).map(script)))
        }
        What::Versions(id, is_public) => {
            let endpoint = match is_public {
                true => "v3/get_public_script_version_list",
                false => "v3/get_script_version_list",
            };
            let query = [("script_id", id.clone())];
            let versions: Vec<Version> = all(person, scope, endpoint, &query).await?;
            Ok(whole(versions.into_iter().map(|it| {
                json!({
                    "script_version_id": it.id,
                    "version": it.version.unwrap_or_default(),
                    "status": it.status,
                    "script_language": it.script_language,
                })
            })))
        }
        What::Scopes => scopes_of(person).await,
        What::Jobs(query) => {
            let jobs: PageOf<super::history::Job> = person
                .upstream
                .0
                .client
                .ask(&person.identity, "v3/get_job_instance_list", query)
                .await?;
            let items = jobs.data.into_iter().map(super::history::wire).collect();
            Ok(Listed { items, total: jobs.total })
        }
    }
}

/// One of v4's few lists.
#[derive(Deserialize)]
struct ScopesOf {
    #[serde(default)]
    scope_list: Vec<ScopeOf>,
}

#[derive(Deserialize)]
struct ScopeOf {
    bk_scope_type: String,
    bk_scope_id: String,
    name: Option<String>,
}

async fn scopes_of(person: &Person) -> Result<Listed, Trouble> {
    const LENGTH: usize = 200;
    let mut items = Vec::new();
    for number in 0..PAGES_MAX {
        let query = [("offset", (number * LENGTH).to_string()), ("length", LENGTH.to_string())];
        let client = &person.upstream.0.client;
        let page: ScopesOf =
            client.ask(&person.identity, "v4/get_user_authorized_scopes", &query).await?;
        let is_last = page.scope_list.len() < LENGTH;
        let ours = page.scope_list.into_iter().filter(|scope| {
            // Some editions have sets of tenants too.
            ScopeType::from_name(&scope.bk_scope_type).is_some()
        });
        items.extend(ours.map(|scope| {
            json!({
                "bk_scope_type": scope.bk_scope_type,
                "bk_scope_id": scope.bk_scope_id,
                "name": scope.name,
            })
        }));
        if is_last {
            break;
        }
    }
    Ok(whole(items.into_iter()))
}

impl Upstream {
    /// In which a person can submit, if JOB tells that at once: a page is waiting.
    pub(crate) async fn scopes(&self, operator: &Operator, headers: &HeaderMap) -> Vec<Value> {
        const PATIENCE: Duration = Duration::from_secs(1);
        let person = Person::of_browser(self, operator, headers);
        let Some(person) = person.filter(|_| self.0.version == Dialect::V4) else {
            return Vec::new();
        };
        let asked = timeout(PATIENCE, list_of(&person, None, What::Scopes)).await;
        asked.ok().and_then(Result::ok).map(|listed| listed.items.clone()).unwrap_or_default()
    }
}

fn whole(items: impl Iterator<Item = Value>) -> Listed {
    let items: Vec<Value> = items.collect();
    let total = i64::try_from(items.len()).ok();
    Listed { items, total }
}

/// JOB has scripts of SQL too, which fast_execute_script doesn't run.
fn is_ours(language: Option<i64>) -> bool {
    language.is_none_or(|code| ScriptLanguage::from_code(code).is_some())
}

fn script((script, is_public): (Script, bool)) -> Value {
    let online = script.online_script_version_id.map(|id| {
        json!({
            "script_version_id": id,
            "version": "",
            "status": 1,
            "script_language": script.script_language,
        })
    });
    json!({
        "id": script.id,
        "name": script.name,
        "public": is_public,
        "script_version_list": online.into_iter().collect::<Vec<_>>(),
    })
}

/// Every item of a list of v3, page by page.
async fn all<T: DeserializeOwned + Send + 'static>(
    person: &Person,
    scope: Scope,
    endpoint: &'static str,
    more: &[(&'static str, String)],
) -> Result<Vec<T>, Trouble> {
    let mut items = Vec::new();
    for number in 0..PAGES_MAX {
        let mut query = scope_query(scope);
        query.extend_from_slice(more);
        query.push(("start", (number * LENGTH).to_string()));
        query.push(("length", LENGTH.to_string()));
        let client = &person.upstream.0.client;
        let page: PageOf<T> = client.ask(&person.identity, endpoint, &query).await?;
        let is_last = page.data.len() < LENGTH;
        items.extend(page.data);
        if is_last {
            break;
        }
    }
    Ok(items)
}

/// What a target stands for: ids of hosts stand for themselves; the rest is for the inventory file to say, or for
/// nobody.
pub(crate) async fn resolve(
    State(gateway): State<Gateway>,
    Path(path): Path<(String, String)>,
    operator: Operator,
    JsonBody(body): JsonBody,
) -> Result<Response, Refusal> {
    if !gateway.inventory.is_demo() {
        return of_file::post(State(gateway), Path(path), operator, JsonBody(body)).await;
    }
    scope(&path.0, &path.1)?;
    let request = of_file::request(&body)?;
    let (submission, report) = check(request.to_string().as_bytes());
    let submission = submission.ok_or(Refusal::InvalidArgument(report))?;
    let target = submission.execute_target();
    let unknown = [
        ("host_dynamic_group_list", target.dynamic_groups.len()),
        ("host_topo_node_list", target.topo_nodes.len()),
        ("container_id_list", target.container_ids.len()),
        ("container_label_selector_list", target.container_selectors.len()),
    ];
    let obstacles = unknown.into_iter().filter(|(_, count)| *count > 0).map(|(list, _)| Obstacle {
        pointer: format!("/execute_target/{list}"),
        code: "target_not_told",
        sentence: Sentence::new(
            "JOB's APIs don't tell what this stands for. Give the gateway an inventory file to see it before the run.",
            "JOB 的 API 不提供该目标的展开结果；如需在执行前查看，请为网关配置资源清单文件。",
        ),
    });
    let obstacles: Vec<Obstacle> = obstacles.collect();
    if !obstacles.is_empty() {
        return Err(Refusal::FailedPrecondition(obstacles));
    }
    let hosts = target.host_ids.iter().map(|id| {
        json!({ "type": 1, "resource_id": id.to_string(), "host": { "bk_host_id": id, "ip": "" } })
    });
    Ok(Data(json!({
        "execute_object_list": hosts.collect::<Vec<_>>(),
        "host_count": target.host_ids.len(),
        "container_count": 0,
    }))
    .into_response())
}
