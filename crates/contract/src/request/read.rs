//! From the nodes of a text to a request.

use super::field::{Entry, Field, List, Repeat};
use super::object::{Members, members};
use super::repeats::repeats;
use super::{
    Callback, DynamicGroup, Elsewhere, Encoded, LabelSelectorExpr, Request, RollingConfig,
    Selector, Shape, Target, Text, TopoNode,
};
use crate::callback_url::CallbackUrl;
use crate::dialect::Dialect;
use crate::findings::Findings;
use crate::json::{Kind, Value};
use crate::limits::EXPLICIT_IDS_MAX;
use crate::pointer::Pointer;
use crate::rolling::Expression;
use crate::rules;

/// `None` when the root is not an object.
pub(crate) fn read<'d>(
    root: Value<'d>,
    dialect: Dialect<'d>,
    findings: &mut Findings,
) -> Option<Request<'d>> {
    let body = members(root, Pointer::ROOT, &BODY, findings)?;
    Some(Request {
        dialect,
        script_version_id: long(body.field("script_version_id"), findings),
        script_id: text(body.field("script_id"), findings),
        script_content: text(body.field("script_content"), findings)
            .read(|text| Some(Encoded::whole(&text))),
        task_name: text(body.field("task_name"), findings),
        script_param: text(body.field("script_param"), findings)
            .read(|text| Some(Encoded::parameters(&text))),
        timeout: long(body.field("timeout"), findings),
        account_alias: text(body.field("account_alias"), findings),
        account_id: long(body.field("account_id"), findings),
        is_param_sensitive: long(body.field("is_param_sensitive"), findings),
        script_language: long(body.field("script_language"), findings),
        execute_target: object(body.field("execute_target"), &TARGET, findings, target),
        callback: object(body.field("callback"), &CALLBACK, findings, |callback, findings| {
            Callback {
                url: text(callback.field("url"), findings)
                    .read(|url| Some(CallbackUrl::parse(&url))),
            }
        }),
        rolling_config: object(body.field("rolling_config"), &ROLLING, findings, rolling_config),
    })
}

fn target<'d>(target: &Members<'d>, findings: &mut Findings) -> Target<'d> {
    Target {
        host_id_list: list(target.field("host_id_list"), findings, long_item, same_ids),
        host_dynamic_group_list: list(
            target.field("host_dynamic_group_list"),
            findings,
            |item, place, findings| {
                let group = members(item, place.pointer(), &DYNAMIC_GROUP, findings)?;
                Some(DynamicGroup { id: text(group.field("id"), findings) })
            },
            |groups| repeats(groups, |group| group.id.given()),
        ),
        host_topo_node_list: list(
            target.field("host_topo_node_list"),
            findings,
            |item, place, findings| {
                let node = members(item, place.pointer(), &TOPO_NODE, findings)?;
                Some(TopoNode {
                    id: long(node.field("id"), findings),
                    node_type: text(node.field("node_type"), findings),
                })
            },
            |nodes| repeats(nodes, |node| Some((node.id.given()?, node.node_type.given()?))),
        ),
        container_id_list: list(target.field("container_id_list"), findings, long_item, same_ids),
        container_label_selector_list: list(
            target.field("container_label_selector_list"),
            findings,
            selector,
            |selectors| repeats(selectors, selector_key),
        ),
    }
}

fn selector<'d>(
    item: Value<'d>,
    place: &Place<'_>,
    findings: &mut Findings,
) -> Option<Selector<'d>> {
    let selector = members(item, place.pointer(), &SELECTOR, findings)?;
    Some(Selector {
        topo_node_id: long(selector.field("topo_node_id"), findings),
        topo_node_type: text(selector.field("topo_node_type"), findings),
        label_selector_expr_list: list(
            selector.field("label_selector_expr_list"),
            findings,
            |item, place, findings| {
                let expression = members(item, place.pointer(), &LABEL_SELECTOR_EXPR, findings)?;
                Some(LabelSelectorExpr {
                    label_key: text(expression.field("label_key"), findings),
                    label_value: text(expression.field("label_value"), findings),
                    operator: text(expression.field("operator"), findings),
                })
            },
            // An expression given twice changes nothing: they are ANDed.
            |_| Vec::new(),
        ),
    })
}

fn same_ids(entries: &[Entry<i64>]) -> Vec<Repeat> {
    repeats(entries, |id| Some(*id))
}

/// What tells selectors apart, as far as it is written; values of a wrong type count as missing.
fn selector_key<'a>(selector: &'a Selector<'_>) -> Option<impl Ord + 'a> {
    let expressions = selector.label_selector_expr_list.given()?.entries.iter().map(|entry| {
        let expression = &entry.value;
        (expression.label_key.given(), expression.operator.given(), expression.label_value.given())
    });
    let node = (selector.topo_node_id.given()?, selector.topo_node_type.given()?);
    Some((node, expressions.collect::<Vec<_>>()))
}

fn rolling_config(rolling: &Members<'_>, findings: &mut Findings) -> RollingConfig {
    RollingConfig {
        expression: text(rolling.field("expression"), findings)
            .read(|expression| Some(Expression::parse(&expression))),
        mode: long(rolling.field("mode"), findings),
    }
}

fn long(field: Field<Value<'_>>, findings: &mut Findings) -> Field<i64> {
    let place = Place::Field(field.pointer);
    field.read(|value| long_item(value, &place, findings))
}

// A call for each of tens of thousands of ids costs more than what it does.
#[inline(always)]
fn long_item(value: Value<'_>, place: &Place<'_>, findings: &mut Findings) -> Option<i64> {
    let integer = value.integer();
    match value.kind() {
        Kind::Integer => {}
        Kind::HugeInteger => rules::long_out_of_range::report(value, place.pointer(), findings),
        _ => rules::wrong_type::report(value, place.pointer(), Kind::Integer, findings),
    }
    integer
}

/// Where a value stands. Lists have tens of thousands of items, and few of them need a pointer.
enum Place<'a> {
    Field(Pointer),
    Item { list: &'a Pointer, index: u32 },
}

impl Place<'_> {
    fn pointer(&self) -> Pointer {
        match self {
            Place::Field(pointer) => *pointer,
            Place::Item { list, index } => list.index(*index),
        }
    }
}

fn text<'d>(field: Field<Value<'d>>, findings: &mut Findings) -> Field<Text<'d>> {
    let pointer = field.pointer;
    field.read(|value| {
        let text = value.string();
        if text.is_none() {
            rules::wrong_type::report(value, pointer, Kind::PlainString, findings);
        }
        text
    })
}

fn object<'d, T>(
    field: Field<Value<'d>>,
    shape: &'static Shape,
    findings: &mut Findings,
    read: impl FnOnce(&Members<'d>, &mut Findings) -> T,
) -> Field<T> {
    let pointer = field.pointer;
    field.read(|value| {
        let members = members(value, pointer, shape, findings)?;
        Some(read(&members, findings))
    })
}

fn list<'d, T>(
    field: Field<Value<'d>>,
    findings: &mut Findings,
    mut read: impl FnMut(Value<'d>, &Place<'_>, &mut Findings) -> Option<T>,
    repeats: impl FnOnce(&[Entry<T>]) -> Vec<Repeat>,
) -> Field<List<T>> {
    let pointer = field.pointer;
    field.read(|value| {
        if value.kind() != Kind::Array {
            rules::wrong_type::report(value, pointer, Kind::Array, findings);
            return None;
        }
        let mut list = List { entries: Vec::new(), length: 0, repeats: Vec::new() };
        if size_of::<T>() <= size_of::<i64>() {
            // The long lists are those of ids, and their size is known.
            list.entries.reserve_exact(value.size().min(2 * EXPLICIT_IDS_MAX));
        }
        for (index, item) in (0_u32..).zip(value.items()) {
            list.length += 1;
            let place = Place::Item { list: &pointer, index };
            if let Some(value) = read(item, &place, findings) {
                list.entries.push(Entry { index, span: item.span(), value });
            }
        }
        list.repeats = repeats(&list.entries);
        Some(list)
    })
}

const fn renamed(name: &'static str, api: &'static str, here: &'static str) -> Elsewhere {
    Elsewhere { name, api, here: Some(here) }
}

/// The contract's own name, but of another object.
const fn misplaced(name: &'static str, here: &'static str) -> Elsewhere {
    Elsewhere { name, api: "", here: Some(here) }
}

const fn without_equal(name: &'static str, api: &'static str) -> Elsewhere {
    Elsewhere { name, api, here: None }
}

static BODY: Shape = Shape {
    keys: &[
        "script_version_id",
        "script_id",
        "script_content",
        "task_name",
        "script_param",
        "timeout",
        "account_alias",
        "account_id",
        "is_param_sensitive",
        "script_language",
        "execute_target",
        "callback",
        "rolling_config",
    ],
    elsewhere: &[
        renamed("target_server", "v3", "execute_target"),
        renamed("callback_url", "v3, v4", "callback.url"),
        renamed("param_sensitive", "v4", "is_param_sensitive"),
        renamed("bk_scope_type", "v3, v4", "/scope/{scopeType}"),
        renamed("bk_scope_id", "v3, v4", "/scope/{scopeType}/{scopeId}"),
        renamed("bk_biz_id", "v3", "/scope/{scopeType}/{scopeId}"),
        renamed("script_timeout", "v3", "timeout"),
        renamed("script_type", "v3", "script_language"),
        renamed("account", "v3", "account_alias"),
        renamed("name", "v3", "task_name"),
        renamed("content", "v3", "script_content"),
        renamed("host_list", "v4", "execute_target.host_id_list"),
        misplaced("host_id_list", "execute_target.host_id_list"),
        misplaced("container_id_list", "execute_target.container_id_list"),
        misplaced("url", "callback.url"),
        misplaced("expression", "rolling_config.expression"),
        misplaced("mode", "rolling_config.mode"),
        renamed("ip_list", "v3", "execute_target.host_id_list"),
        renamed("dynamic_group_list", "v3, v4", "execute_target.host_dynamic_group_list"),
        renamed("topo_node_list", "v3, v4", "execute_target.host_topo_node_list"),
        renamed("kube_container_filters", "v4", "execute_target.container_label_selector_list"),
        without_equal("windows_interpreter", "v3, v4"),
        without_equal("start_task", "v3, v4"),
        without_equal("host_password_list", "v3, v4"),
    ],
};

static TARGET: Shape = Shape {
    keys: &[
        "host_id_list",
        "host_dynamic_group_list",
        "host_topo_node_list",
        "container_id_list",
        "container_label_selector_list",
    ],
    elsewhere: &[
        renamed("host_list", "v4", "host_id_list"),
        renamed("ip_list", "v3", "host_id_list"),
        renamed("dynamic_group_list", "v3, v4", "host_dynamic_group_list"),
        renamed("topo_node_list", "v3, v4", "host_topo_node_list"),
        renamed("kube_container_filters", "v4", "container_label_selector_list"),
    ],
};

static DYNAMIC_GROUP: Shape = Shape { keys: &["id"], elsewhere: &[] };

static TOPO_NODE: Shape = Shape {
    keys: &["id", "node_type"],
    elsewhere: &[renamed("bk_inst_id", "CMDB", "id"), renamed("bk_obj_id", "CMDB", "node_type")],
};

static SELECTOR: Shape = Shape {
    keys: &["topo_node_id", "topo_node_type", "label_selector_expr_list"],
    elsewhere: &[
        renamed("label_selector", "v4", "label_selector_expr_list"),
        renamed("kube_cluster_filter", "v4", "topo_node_id"),
        renamed("kube_namespace_filter", "v4", "topo_node_id"),
        renamed("kube_pod_filter", "v4", "label_selector_expr_list"),
        without_equal("kube_workload_filter", "v4"),
        without_equal("kube_container_prop_filter", "v4"),
    ],
};

static LABEL_SELECTOR_EXPR: Shape = Shape {
    keys: &["label_key", "label_value", "operator"],
    elsewhere: &[
        renamed("key", "v4", "label_key"),
        renamed("value", "v4", "label_value"),
        renamed("values", "v4", "label_value"),
    ],
};

static ROLLING: Shape = Shape {
    keys: &["expression", "mode"],
    elsewhere: &[
        without_equal("type", "v4"),
        without_equal("execution_mode", "v4"),
        without_equal("file_source", "v4"),
    ],
};

static CALLBACK: Shape = Shape { keys: &["url"], elsewhere: &[] };
