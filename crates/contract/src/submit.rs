//! From a request without an error to what runs: precedence and defaults are decided here.

use crate::ids::{AccountId, ContainerId, HostId, ScriptVersionId, TopoNodeId};
use crate::label;
use crate::limits;
use crate::request::{Field, LabelSelectorExpr, List, Request, ScriptSource, Target};
use crate::submission::{
    Account, ContainerLabelSelector, ExecuteTarget, LabelExpression, LabelOperator,
    LabelRequirement, Rolling, RollingMode, Script, ScriptLanguage, Submission, TopoNode,
    TopoNodeType,
};

/// `None` when a rule would have found an error.
pub(crate) fn submission(request: &Request<'_>) -> Option<Submission> {
    let timeout = request.timeout.given();
    Some(Submission {
        script: script(request)?,
        script_param: script_param(request)?,
        is_param_sensitive: request.is_param_sensitive.given() == Some(&1),
        timeout: timeout.map_or(Some(limits::TIMEOUT_DEFAULT), |&given| given.try_into().ok())?,
        account: account(request)?,
        task_name: request
            .task_name
            .given()
            .filter(|name| !name.trim().is_empty())
            .map(|name| name.clone().into_owned()),
        execute_target: execute_target(request.target()?)?,
        rolling: optional(&request.rolling_config, |rolling| {
            Some(Rolling {
                expression: rolling.expression.given()?.as_ref().ok()?.clone(),
                mode: RollingMode::from_code(*rolling.mode.given()?)?,
            })
        })?,
        callback: optional(&request.callback, |callback| {
            callback.url.given()?.as_ref().ok().cloned()
        })?,
    })
}

/// `Some(None)` for a field that is not given, `None` for one that is wrong.
fn optional<T, U>(field: &Field<T>, make: impl FnOnce(&T) -> Option<U>) -> Option<Option<U>> {
    if field.is_absent() { Some(None) } else { make(field.given()?).map(Some) }
}

fn script(request: &Request<'_>) -> Option<Script> {
    Some(match request.script_source()? {
        ScriptSource::VersionId => {
            Script::Version(ScriptVersionId::new(*request.script_version_id.given()?)?)
        }
        ScriptSource::Id => Script::Online(request.script_id.given()?.clone().into_owned()),
        ScriptSource::Content => Script::Inline {
            language: ScriptLanguage::from_code(*request.script_language.given()?)?,
            content: request.script_content.given()?.text()?.to_owned(),
        },
    })
}

fn script_param(request: &Request<'_>) -> Option<Option<String>> {
    let text = optional(&request.script_param, |param| param.text().map(str::to_owned))?;
    Some(text.filter(|text| !text.is_empty()))
}

fn account(request: &Request<'_>) -> Option<Account> {
    if request.account_id.is_present() {
        AccountId::new(*request.account_id.given()?).map(Account::Id)
    } else {
        request.account_alias.given().map(|alias| Account::Alias(alias.clone().into_owned()))
    }
}

fn execute_target(target: &Target<'_>) -> Option<ExecuteTarget> {
    Some(ExecuteTarget {
        host_ids: items(&target.host_id_list, |id| HostId::new(*id))?,
        dynamic_groups: items(&target.host_dynamic_group_list, |group| {
            group.id.given().map(|id| id.clone().into_owned())
        })?,
        topo_nodes: items(&target.host_topo_node_list, |node| {
            Some(TopoNode {
                id: TopoNodeId::new(*node.id.given()?)?,
                node_type: node.node_type.given()?.clone().into_owned(),
            })
        })?,
        container_ids: items(&target.container_id_list, |id| ContainerId::new(*id))?,
        container_selectors: items(&target.container_label_selector_list, |selector| {
            Some(ContainerLabelSelector {
                topo_node_id: TopoNodeId::new(*selector.topo_node_id.given()?)?,
                topo_node_type: TopoNodeType::from_name(selector.topo_node_type.given()?)?,
                expressions: items(&selector.label_selector_expr_list, label_expression)?,
            })
        })?,
    })
}

fn items<T, U>(list: &Field<List<T>>, make: impl Fn(&T) -> Option<U>) -> Option<Vec<U>> {
    let Some(list) = list.given() else {
        return Some(Vec::new());
    };
    let mut made = Vec::with_capacity(list.distinct_length());
    for item in list.distinct() {
        made.push(make(item)?);
    }
    Some(made)
}

fn label_expression(expression: &LabelSelectorExpr<'_>) -> Option<LabelExpression> {
    let value = || expression.label_value.given().map(|value| value.clone().into_owned());
    let values = || {
        let list = expression.label_value.given()?;
        let named = label::split_values(list).filter(|item| !item.is_empty());
        Some(named.map(str::to_owned).collect())
    };
    Some(LabelExpression {
        key: expression.label_key.given()?.clone().into_owned(),
        requirement: match expression.operator()? {
            LabelOperator::Equals => LabelRequirement::Equals(value()?),
            LabelOperator::NotEquals => LabelRequirement::NotEquals(value()?),
            LabelOperator::In => LabelRequirement::In(values()?),
            LabelOperator::NotIn => LabelRequirement::NotIn(values()?),
            LabelOperator::Exists => LabelRequirement::Exists,
        },
    })
}
