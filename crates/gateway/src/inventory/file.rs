//! The inventory file. `docs/inventory.md` describes it to those who write one.

mod entries;

use super::{
    Account, Container, Group, Host, Inventory, Node, NodeKey, Reach, Script, ScriptVersion,
};
use anyhow::{Context, anyhow};
use entries::{
    AccountEntry, ContainerEntry, File, GroupEntry, HostEntry, NodeEntry, ParentEntry, ReachEntry,
    ScopeEntry, ScriptEntry,
};
use fastexec_contract::{Scope, ScopeType, ScriptLanguage, check_scope};
use indexmap::IndexMap;
use std::collections::BTreeMap;
use std::fs;
use std::hash::Hash;
use std::path::Path;
use std::sync::Arc;
use toml::Spanned;

/// Reads a file, or says at which line what is wrong.
pub(crate) fn load(path: &Path) -> anyhow::Result<Inventory> {
    let text = fs::read_to_string(path)
        .with_context(|| format!("can't read the inventory {}", path.display()))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    read(&text, folder).map_err(|(offset, reason)| {
        let line = text[..offset.min(text.len())].matches('\n').count() + 1;
        anyhow!("{}, line {line}: {reason}", path.display())
    })
}

/// An offset into the text, and what is wrong there.
type Wrong = (usize, String);

fn read(text: &str, folder: &Path) -> Result<Inventory, Wrong> {
    let file: File = toml::from_str(text)
        .map_err(|error| (error.span().map_or(0, |span| span.start), error.message().to_owned()))?;
    let mut inventory = Inventory::default();
    for scope in &file.scope {
        add_scope(&mut inventory, scope)?;
    }
    if inventory.scopes.is_empty() {
        return Err((0, "there is no [[scope]]: nothing could be run".to_owned()));
    }
    for account in file.account {
        add_account(&mut inventory, account)?;
    }
    for script in file.script {
        add_script(&mut inventory, script, folder)?;
    }
    let reaches = reaches(file.reach)?;
    for host in file.host {
        let reach = reach_of(&reaches, host.reach.as_ref())?;
        let id = id(&host.id, "host")?;
        let HostEntry { cloud_id, ip, name, attributes, .. } = host;
        add(
            &mut inventory.hosts,
            id,
            Host { id, cloud_id, ip, name, reach, attributes },
            &host.id,
        )?;
    }
    for group in file.group {
        add_group(&mut inventory, group)?;
    }
    for node in &file.node {
        add_node(&mut inventory, node)?;
    }
    check_parents(&inventory, &file.node)?;
    for container in file.container {
        add_container(&mut inventory, &reaches, container)?;
    }
    Ok(inventory)
}

/// Ids are unique.
fn add<K: Hash + Eq + std::fmt::Debug, V, T>(
    map: &mut IndexMap<K, V>,
    key: K,
    value: V,
    at: &Spanned<T>,
) -> Result<(), Wrong> {
    if map.contains_key(&key) {
        return Err((at.span().start, format!("{key:?} is given twice")));
    }
    map.insert(key, value);
    Ok(())
}

fn id(id: &Spanned<i64>, of: &str) -> Result<i64, Wrong> {
    match *id.get_ref() {
        good @ 1.. => Ok(good),
        bad => Err((id.span().start, format!("{bad} is no id of a {of}: ids start at 1"))),
    }
}

fn add_scope(inventory: &mut Inventory, entry: &ScopeEntry) -> Result<(), Wrong> {
    let (scope, report) = check_scope(&entry.r#type, &entry.id.get_ref().to_string());
    let Some(scope) = scope else {
        let reason =
            report.errors().map(|it| it.message(fastexec_contract::Lang::En)).collect::<Vec<_>>();
        return Err((entry.id.span().start, reason.join(" ")));
    };
    inventory.scopes.push(scope);
    if scope.kind == ScopeType::Biz {
        let node = Node { name: entry.name.clone(), parent: None, hosts: Vec::new() };
        add(&mut inventory.nodes, ("biz".to_owned(), scope.id.get()), node, &entry.id)?;
    }
    Ok(())
}

fn add_account(inventory: &mut Inventory, entry: AccountEntry) -> Result<(), Wrong> {
    let id = id(&entry.id, "account")?;
    let alias = entry.alias.get_ref().clone();
    if inventory.account_by_alias(&alias).is_some() {
        return Err((entry.alias.span().start, format!("the alias {alias} is given twice")));
    }
    let user = entry.user.unwrap_or_else(|| alias.clone());
    add(&mut inventory.accounts, id, Account { id, alias, user }, &entry.id)
}

fn add_script(inventory: &mut Inventory, entry: ScriptEntry, folder: &Path) -> Result<(), Wrong> {
    let mut versions = Vec::new();
    for version in entry.version {
        let id = id(&version.id, "script version")?;
        let is_known = versions.iter().any(|it: &ScriptVersion| it.id == id);
        if is_known || inventory.version(id).is_some() {
            return Err((
                version.id.span().start,
                format!("the script version {id} is given twice"),
            ));
        }
        let content = match (version.content, version.file) {
            (Some(content), None) => content,
            (None, Some(file)) => fs::read_to_string(folder.join(&file)).map_err(|error| {
                (version.id.span().start, format!("can't read {file}: {error}"))
            })?,
            _ => {
                let reason = "a script version has either content or file".to_owned();
                return Err((version.id.span().start, reason));
            }
        };
        let language = language(&version.language)?;
        versions.push(ScriptVersion {
            id,
            name: version.name,
            status: version.status,
            language,
            content,
        });
    }
    let id = entry.id.get_ref().clone();
    add(&mut inventory.scripts, id.clone(), Script { id, name: entry.name, versions }, &entry.id)
}

fn language(name: &Spanned<String>) -> Result<ScriptLanguage, Wrong> {
    let known = ScriptLanguage::ALL.into_iter().find(|it| it.name() == name.get_ref());
    known.ok_or_else(|| {
        let names = ScriptLanguage::ALL.map(ScriptLanguage::name).join(", ");
        (name.span().start, format!("{} is no language: there are {names}", name.get_ref()))
    })
}

fn reaches(
    entries: BTreeMap<String, Spanned<ReachEntry>>,
) -> Result<BTreeMap<String, Arc<Reach>>, Wrong> {
    let mut reaches = BTreeMap::new();
    for (name, entry) in entries {
        let at = entry.span().start;
        let ReachEntry { argv, languages } = entry.into_inner();
        let languages = languages
            .map(|names| names.iter().map(language).collect::<Result<Vec<_>, _>>())
            .transpose()?;
        let reach = Reach::new(&name, argv, languages).map_err(|reason| (at, reason))?;
        reaches.insert(name, Arc::new(reach));
    }
    Ok(reaches)
}

fn reach_of(
    reaches: &BTreeMap<String, Arc<Reach>>,
    name: Option<&Spanned<String>>,
) -> Result<Option<Arc<Reach>>, Wrong> {
    let Some(name) = name else {
        return Ok(None);
    };
    let reach = reaches.get(name.get_ref()).cloned();
    let reason = || (name.span().start, format!("there is no [reach.{}]", name.get_ref()));
    reach.ok_or_else(reason).map(Some)
}

fn add_group(inventory: &mut Inventory, entry: GroupEntry) -> Result<(), Wrong> {
    let hosts = match (entry.hosts, entry.rule) {
        (Some(hosts), None) => known_hosts(inventory, &hosts)?,
        (None, Some(rule)) => {
            let fits = |host: &&Host| {
                rule.iter()
                    .all(|(key, wanted)| host.attributes.get(key).is_some_and(|it| wanted.fits(it)))
            };
            inventory.hosts.values().filter(fits).map(|host| host.id).collect()
        }
        _ => {
            let reason = "a group has either hosts or rule".to_owned();
            return Err((entry.id.span().start, reason));
        }
    };
    let id = entry.id.get_ref().clone();
    add(&mut inventory.groups, id.clone(), Group { id, name: entry.name, hosts }, &entry.id)
}

fn known_hosts(inventory: &Inventory, ids: &[Spanned<i64>]) -> Result<Vec<i64>, Wrong> {
    let known = |id: &Spanned<i64>| {
        let reason = || (id.span().start, format!("there is no host {}", id.get_ref()));
        inventory.hosts.contains_key(id.get_ref()).then_some(*id.get_ref()).ok_or_else(reason)
    };
    ids.iter().map(known).collect()
}

fn add_node(inventory: &mut Inventory, entry: &NodeEntry) -> Result<(), Wrong> {
    let key = (entry.r#type.clone(), id(&entry.id, &entry.r#type)?);
    let first_biz = || {
        let biz = inventory.scopes.iter().find(|scope| scope.kind == ScopeType::Biz);
        biz.map(|scope: &Scope| ("biz".to_owned(), scope.id.get()))
    };
    let parent = match &entry.parent {
        Some(parent) => Some(parent_key(parent)),
        None => first_biz(),
    };
    let hosts = known_hosts(inventory, &entry.hosts)?;
    add(&mut inventory.nodes, key, Node { name: entry.name.clone(), parent, hosts }, &entry.id)
}

fn parent_key(parent: &Spanned<ParentEntry>) -> NodeKey {
    (parent.get_ref().r#type.clone(), parent.get_ref().id)
}

/// Nodes may stand in any order in the file, but their parents are there, and nobody is his own ancestor.
fn check_parents(inventory: &Inventory, entries: &[NodeEntry]) -> Result<(), Wrong> {
    for entry in entries {
        let Some(parent) = &entry.parent else {
            continue;
        };
        let (own, above) = ((entry.r#type.clone(), *entry.id.get_ref()), parent_key(parent));
        if !inventory.nodes.contains_key(&above) {
            let reason = format!("there is no node {} {}", above.0, above.1);
            return Err((parent.span().start, reason));
        }
        if inventory.is_below(&above, &own) {
            let reason = format!("{} {} would stand below itself", own.0, own.1);
            return Err((parent.span().start, reason));
        }
    }
    Ok(())
}

fn add_container(
    inventory: &mut Inventory,
    reaches: &BTreeMap<String, Arc<Reach>>,
    entry: ContainerEntry,
) -> Result<(), Wrong> {
    let id = id(&entry.id, "container")?;
    let namespace = *entry.namespace.get_ref();
    if !inventory.nodes.contains_key(&("namespace".to_owned(), namespace)) {
        let reason = format!("there is no node of type namespace with id {namespace}");
        return Err((entry.namespace.span().start, reason));
    }
    let reach = reach_of(reaches, entry.reach.as_ref())?;
    let ContainerEntry { uid, name, labels, .. } = entry;
    let container = Container { id, uid, name, namespace, labels, reach };
    add(&mut inventory.containers, id, container, &entry.id)
}

#[cfg(test)]
mod tests;
