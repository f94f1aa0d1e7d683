//! From a submission to what runs where: everything unknown is named at once.

mod targets;

use super::{Account, ExecuteObject, Inventory, Reach, ScriptVersion, VersionStatus};
use crate::answer::{Obstacle, Sentence};
use fastexec_contract::{
    Account as AccountChoice, ExecuteTarget, Scope, Script as ScriptChoice, ScriptLanguage,
    Submission,
};
use serde_json::Value;
use std::sync::Arc;

/// A submission with every name resolved.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) language: ScriptLanguage,
    pub(crate) content: String,
    pub(crate) account: Account,
    /// In run order: host ids, groups, topology nodes, container ids, selectors. Each object once.
    pub(crate) objects: Vec<ExecuteObject>,
    /// Every way that leads to one of them; none is this machine.
    reaches: Vec<Option<Arc<Reach>>>,
}

impl Plan {
    pub(crate) fn is_any_local(&self) -> bool {
        self.reaches.contains(&None)
    }

    /// Kinds of host that are known not to run a language.
    pub(crate) fn reaches_without(&self, language: ScriptLanguage) -> impl Iterator<Item = &str> {
        let reaches = self.reaches.iter().flatten();
        reaches.filter(move |reach| !reach.runs(language)).map(|reach| reach.name.as_str())
    }
}

/// `body` is the text that the submission was read from; pointers are into it.
pub(crate) fn plan(
    inventory: &Inventory,
    scope: Scope,
    submission: &Submission,
    body: &Value,
) -> Result<Plan, Vec<Obstacle>> {
    let mut resolver = Resolver::new(inventory, body);
    resolver.scope(scope);
    let script = resolver.script(submission);
    let account = resolver.account(submission);
    let objects = resolver.objects(submission.execute_target());
    match (script, account) {
        (Some((language, content)), Some(account)) if resolver.obstacles.is_empty() => {
            let reaches = reaches(inventory, &objects);
            Ok(Plan { language, content, account, objects, reaches })
        }
        _ => Err(resolver.obstacles),
    }
}

/// What a target stands for now, in run order.
pub(crate) fn objects(
    inventory: &Inventory,
    scope: Scope,
    target: &ExecuteTarget,
    body: &Value,
) -> Result<Vec<ExecuteObject>, Vec<Obstacle>> {
    let mut resolver = Resolver::new(inventory, body);
    resolver.scope(scope);
    let objects = resolver.objects(target);
    if resolver.obstacles.is_empty() { Ok(objects) } else { Err(resolver.obstacles) }
}

fn reaches(inventory: &Inventory, objects: &[ExecuteObject]) -> Vec<Option<Arc<Reach>>> {
    let mut reaches: Vec<Option<Arc<Reach>>> = Vec::new();
    for object in objects {
        if let Some((_, reach)) = inventory.object(object.kind(), object.id())
            && !reaches.iter().any(|it| it.as_ref() == reach)
        {
            reaches.push(reach.cloned());
        }
    }
    reaches
}

struct Resolver<'a> {
    inventory: &'a Inventory,
    body: &'a Value,
    obstacles: Vec<Obstacle>,
}

impl<'a> Resolver<'a> {
    fn new(inventory: &'a Inventory, body: &'a Value) -> Resolver<'a> {
        Resolver { inventory, body, obstacles: Vec::new() }
    }

    fn stop(&mut self, pointer: impl Into<String>, code: &'static str, sentence: Sentence) {
        self.obstacles.push(Obstacle { pointer: pointer.into(), code, sentence });
    }

    fn scope(&mut self, scope: Scope) {
        if !self.inventory.scopes.contains(&scope) {
            let (kind, id) = (scope.kind.name(), scope.id);
            self.stop(
                "",
                "scope_unknown",
                Sentence::new(
                    format!("There is no {kind} {id} here."),
                    format!("没有资源范围 {kind} {id}。"),
                ),
            );
        }
    }

    fn script(&mut self, submission: &Submission) -> Option<(ScriptLanguage, String)> {
        let inventory = self.inventory;
        let found = match submission.script() {
            ScriptChoice::Inline { language, content } => {
                return Some((*language, content.clone()));
            }
            ScriptChoice::Version(id) => {
                let version = inventory.version(id.get());
                if version.is_none() {
                    self.stop(
                        "/script_version_id",
                        "script_version_unknown",
                        Sentence::new(
                            format!("There is no script version {id}."),
                            format!("没有脚本版本 {id}。"),
                        ),
                    );
                }
                version.map(|version| ("/script_version_id", version))
            }
            ScriptChoice::Online(id) => {
                let script = inventory.scripts.get(id);
                if script.is_none() {
                    self.stop(
                        "/script_id",
                        "script_unknown",
                        Sentence::new(
                            format!("There is no script {id}."),
                            format!("没有脚本 {id}。"),
                        ),
                    );
                }
                let versions = script.map_or(&[][..], |script| &script.versions);
                let is_online = |it: &&ScriptVersion| it.status == VersionStatus::Online;
                // One that is not online says so.
                let version = versions.iter().find(is_online).or(versions.first());
                if script.is_some() && version.is_none() {
                    self.not_online("/script_id");
                }
                version.map(|version| ("/script_id", version))
            }
        };
        let (pointer, version) = found?;
        if version.status != VersionStatus::Online {
            self.not_online(pointer);
            return None;
        }
        Some((version.language, version.content.clone()))
    }

    fn not_online(&mut self, pointer: &str) {
        self.stop(
            pointer,
            "script_not_online",
            Sentence::new(
                "The script is not online: only versions that are online run.",
                "该脚本版本未上线，只能执行已上线的版本。",
            ),
        );
    }

    fn account(&mut self, submission: &Submission) -> Option<Account> {
        let inventory = self.inventory;
        let (pointer, name, account) = match submission.account() {
            AccountChoice::Id(id) => {
                ("/account_id", id.to_string(), inventory.accounts.get(&id.get()))
            }
            AccountChoice::Alias(alias) => {
                ("/account_alias", alias.clone(), inventory.account_by_alias(alias))
            }
        };
        if account.is_none() {
            self.stop(
                pointer,
                "account_unknown",
                Sentence::new(
                    format!("There is no account {name}."),
                    format!("没有执行账号 {name}。"),
                ),
            );
        }
        account.cloned()
    }
}

#[cfg(test)]
mod tests;
