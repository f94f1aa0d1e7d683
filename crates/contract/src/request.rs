//! What a text says, field by field, before any rule has judged it.
//!
//! Reading reports what is wrong with the shape of the text (types, keys given twice, unknown keys) and leaves
//! everything else to the [rules](crate::rules).

mod encoded;
mod field;
mod object;
mod read;
mod repeats;

pub(crate) use encoded::Encoded;
pub(crate) use field::{Entry, Field, List};
pub(crate) use object::{Elsewhere, Shape};
pub(crate) use read::read;

use crate::callback_url::{CallbackUrl, CallbackUrlError};
use crate::dialect::Dialect;
use crate::pointer::Pointer;
use crate::report::Span;
use crate::rolling::{Expression, ExpressionError};
use crate::submission::LabelOperator;
use std::borrow::Cow;

pub(crate) type Text<'d> = Cow<'d, str>;

#[derive(Debug)]
pub(crate) struct Request<'d> {
    /// Whose limits count.
    pub(crate) dialect: Dialect<'d>,
    pub(crate) script_version_id: Field<i64>,
    pub(crate) script_id: Field<Text<'d>>,
    pub(crate) script_content: Field<Encoded>,
    pub(crate) task_name: Field<Text<'d>>,
    pub(crate) script_param: Field<Encoded>,
    pub(crate) timeout: Field<i64>,
    pub(crate) account_alias: Field<Text<'d>>,
    pub(crate) account_id: Field<i64>,
    pub(crate) is_param_sensitive: Field<i64>,
    pub(crate) script_language: Field<i64>,
    pub(crate) execute_target: Field<Target<'d>>,
    pub(crate) callback: Field<Callback>,
    pub(crate) rolling_config: Field<RollingConfig>,
}

#[derive(Debug)]
pub(crate) struct Target<'d> {
    pub(crate) host_id_list: Field<List<i64>>,
    pub(crate) host_dynamic_group_list: Field<List<DynamicGroup<'d>>>,
    pub(crate) host_topo_node_list: Field<List<TopoNode<'d>>>,
    pub(crate) container_id_list: Field<List<i64>>,
    pub(crate) container_label_selector_list: Field<List<Selector<'d>>>,
}

#[derive(Debug)]
pub(crate) struct DynamicGroup<'d> {
    pub(crate) id: Field<Text<'d>>,
}

#[derive(Debug)]
pub(crate) struct TopoNode<'d> {
    pub(crate) id: Field<i64>,
    pub(crate) node_type: Field<Text<'d>>,
}

#[derive(Debug)]
pub(crate) struct Selector<'d> {
    pub(crate) topo_node_id: Field<i64>,
    pub(crate) topo_node_type: Field<Text<'d>>,
    pub(crate) label_selector_expr_list: Field<List<LabelSelectorExpr<'d>>>,
}

#[derive(Debug)]
pub(crate) struct LabelSelectorExpr<'d> {
    pub(crate) label_key: Field<Text<'d>>,
    pub(crate) label_value: Field<Text<'d>>,
    pub(crate) operator: Field<Text<'d>>,
}

#[derive(Debug)]
pub(crate) struct RollingConfig {
    pub(crate) expression: Field<Result<Expression, ExpressionError>>,
    pub(crate) mode: Field<i64>,
}

#[derive(Debug)]
pub(crate) struct Callback {
    pub(crate) url: Field<Result<CallbackUrl, CallbackUrlError>>,
}

/// Which of the three sources of a script is used. The first that is given wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScriptSource {
    VersionId,
    Id,
    Content,
}

impl ScriptSource {
    pub(crate) const fn field_name(self) -> &'static str {
        match self {
            ScriptSource::VersionId => "script_version_id",
            ScriptSource::Id => "script_id",
            ScriptSource::Content => "script_content",
        }
    }
}

impl<'d> Request<'d> {
    pub(crate) fn script_source(&self) -> Option<ScriptSource> {
        if self.script_version_id.is_present() {
            Some(ScriptSource::VersionId)
        } else if self.script_id.is_present() {
            Some(ScriptSource::Id)
        } else if self.script_content.is_present() {
            Some(ScriptSource::Content)
        } else {
            None
        }
    }

    /// Whether findings must not repeat what the parameters say. A switch that is not understood counts.
    pub(crate) fn may_be_sensitive(&self) -> bool {
        self.is_param_sensitive.is_present() && self.is_param_sensitive.given() != Some(&0)
    }

    /// The two fields that carry Base64, without parameters that were encoded one by one: those have a finding
    /// of their own.
    pub(crate) fn base64_fields(&self) -> impl Iterator<Item = (&Field<Encoded>, &Encoded)> {
        [&self.script_content, &self.script_param]
            .into_iter()
            .filter_map(|field| Some((field, field.given()?)))
            .filter(|(_, encoded)| encoded.rejoined.is_none())
    }

    pub(crate) fn target(&self) -> Option<&Target<'d>> {
        self.execute_target.given()
    }

    pub(crate) fn dynamic_groups(&self) -> impl Iterator<Item = &Entry<DynamicGroup<'d>>> {
        entries(self.target().map(|target| &target.host_dynamic_group_list))
    }

    pub(crate) fn topo_nodes(&self) -> impl Iterator<Item = &Entry<TopoNode<'d>>> {
        entries(self.target().map(|target| &target.host_topo_node_list))
    }

    pub(crate) fn selectors(&self) -> impl Iterator<Item = &Entry<Selector<'d>>> {
        entries(self.target().map(|target| &target.container_label_selector_list))
    }

    pub(crate) fn label_expressions(&self) -> impl Iterator<Item = &Entry<LabelSelectorExpr<'d>>> {
        self.selectors()
            .flat_map(|selector| entries(Some(&selector.value.label_selector_expr_list)))
    }
}

impl Target<'_> {
    /// Not one item in all five lists. A list of a wrong type may have been meant to hold some.
    pub(crate) fn is_empty(&self) -> bool {
        self.host_id_list.has_no_items()
            && self.host_dynamic_group_list.has_no_items()
            && self.host_topo_node_list.has_no_items()
            && self.container_id_list.has_no_items()
            && self.container_label_selector_list.has_no_items()
    }

    /// Lists that are given without an item.
    pub(crate) fn empty_lists(&self) -> impl Iterator<Item = (Pointer, Span)> {
        [
            self.host_id_list.empty_list(),
            self.host_dynamic_group_list.empty_list(),
            self.host_topo_node_list.empty_list(),
            self.container_id_list.empty_list(),
            self.container_label_selector_list.empty_list(),
        ]
        .into_iter()
        .flatten()
    }

    /// An item in a list of hosts, groups of hosts or nodes of hosts.
    pub(crate) fn has_hosts(&self) -> bool {
        self.host_id_list.has_items()
            || self.host_dynamic_group_list.has_items()
            || self.host_topo_node_list.has_items()
    }

    /// How many execute objects this stands for, when no inventory is needed to know it.
    pub(crate) fn explicit_count(&self) -> Option<usize> {
        let is_explicit = self.host_dynamic_group_list.has_no_items()
            && self.host_topo_node_list.has_no_items()
            && self.container_label_selector_list.has_no_items();
        is_explicit.then(|| self.id_lists().map(|(_, ids)| ids.distinct_length()).sum())
    }

    /// The two lists of explicit ids.
    pub(crate) fn id_lists(&self) -> impl Iterator<Item = (&Field<List<i64>>, &List<i64>)> {
        [&self.host_id_list, &self.container_id_list]
            .into_iter()
            .filter_map(|field| Some((field, field.given()?)))
    }
}

impl LabelSelectorExpr<'_> {
    pub(crate) fn operator(&self) -> Option<LabelOperator> {
        LabelOperator::from_name(self.operator.given()?)
    }
}

fn entries<T>(list: Option<&Field<List<T>>>) -> impl Iterator<Item = &Entry<T>> {
    list.and_then(Field::given).into_iter().flat_map(|list| &list.entries)
}
