//! Containers by their labels: a node, and conditions that must all fit.

use super::field_name::FieldName;
use super::nodes::RemoveRow;
use super::picker::{PickButton, Picking};
use super::state::Form;
use super::text_field::{Choice, TextField};
use crate::lang::compose::{word, words};
use crate::ui::{Button, focus};
use fastexec_contract::{LabelOperator, TopoNodeType};
use fastexec_draft::{Edit, ExpressionRow, SelectorRow, expressions};
use leptos::ev::{ClipboardEvent, MouseEvent};
use leptos::prelude::*;

#[component]
pub(crate) fn Selectors(form: Form) -> impl IntoView {
    let length = Memo::new(move |_| form.with(|draft| draft.selectors.len()));
    let add = Callback::new(move |_: MouseEvent| {
        let mut rows = form.with_untracked(|draft| draft.selectors.clone());
        rows.push(SelectorRow {
            topo_node_type: TopoNodeType::Namespace.name().to_owned(),
            topo_node_id: String::new(),
            expressions: vec![new_expression()],
        });
        let last = rows.len() - 1;
        form.put(Edit::Selectors(rows));
        request_animation_frame(move || focus(&FieldName::SelectorNodeId(last).id()));
    });
    view! {
        <ul class="rows">
            <For
                each=move || 0..length.get()
                key=|row| *row
                children=move |row| view! { <Selector form row /> }
            />
        </ul>
        <p class="field-hint">{word(|w| w.selectors_hint)}</p>
        <div class="row-actions" id=FieldName::Selectors.id() tabindex="-1">
            <Button kind="plain" on_click=add>{word(|w| w.add_selector)}</Button>
        </div>
    }
    .into_any()
}

#[component]
fn Selector(form: Form, row: usize) -> impl IntoView {
    let words = words();
    let length = Memo::new(move |_| {
        form.with(|draft| draft.selectors.get(row).map_or(0, |row| row.expressions.len()))
    });
    let types: Vec<(String, String)> =
        TopoNodeType::ALL.map(|kind| (kind.name().to_owned(), kind.name().to_owned())).to_vec();
    let choose_type =
        Callback::new(move |value: String| choose(form, FieldName::SelectorNodeType(row), value));
    let add = Callback::new(move |_: MouseEvent| {
        change(form, row, |selector| selector.expressions.push(new_expression()));
        let at = length.get_untracked().saturating_sub(1);
        request_animation_frame(move || focus(&FieldName::LabelKey(row, at).id()));
    });
    let remove = Callback::new(move |()| {
        let mut rows = form.with_untracked(|draft| draft.selectors.clone());
        if row < rows.len() {
            rows.remove(row);
            form.put(Edit::Selectors(rows));
            focus(&FieldName::Selectors.id());
        }
    });
    view! {
        <li class="selector">
            <div class="row">
                <Choice
                    form
                    field=FieldName::SelectorNodeType(row)
                    label=Signal::derive(move || (words.get().selector_type)(row + 1))
                    options=types
                    on_choose=choose_type
                />
                <TextField
                    form
                    field=FieldName::SelectorNodeId(row)
                    label=Signal::derive(move || (words.get().selector_id)(row + 1))
                    is_number=true
                />
                <PickButton
                    form
                    picking=Picking::ContainerNode(row)
                    label=word(|w| w.choose_node)
                />
                <RemoveRow label=Signal::derive(move || (words.get().remove_selector)(row + 1)) on_remove=remove />
            </div>
            <ul class="rows expressions">
                <For
                    each=move || 0..length.get()
                    key=|at| *at
                    children=move |at| view! { <Expression form row at /> }
                />
            </ul>
            <div class="row-actions">
                <Button kind="plain" on_click=add>{word(|w| w.add_expression)}</Button>
            </div>
        </li>
    }
    .into_any()
}

#[component]
fn Expression(form: Form, row: usize, at: usize) -> impl IntoView {
    let words = words();
    let operators: Vec<(String, String)> =
        LabelOperator::ALL.map(|it| (it.name().to_owned(), it.name().to_owned())).to_vec();
    let operator = FieldName::LabelOperator(row, at);
    let choose_operator = Callback::new(move |value: String| choose(form, operator, value));
    let value_hint = Signal::derive(move || {
        let is_list = form.with(|draft| {
            let name = operator.read(draft);
            matches!(
                LabelOperator::from_name(&name),
                Some(LabelOperator::In | LabelOperator::NotIn)
            )
        });
        if is_list { words.get().label_values_hint.to_owned() } else { String::new() }
    });
    let remove = Callback::new(move |()| {
        change(form, row, |selector| {
            if at < selector.expressions.len() {
                selector.expressions.remove(at);
            }
        });
    });
    view! {
        <li class="row list-row" on:paste=move |event| paste(form, row, at, &event)>
            <TextField
                form
                field=FieldName::LabelKey(row, at)
                label=Signal::derive(move || (words.get().label_key)(at + 1))
            />
            <Choice
                form
                field=operator
                label=Signal::derive(move || (words.get().label_operator)(at + 1))
                options=operators
                on_choose=choose_operator
            />
            <TextField
                form
                field=FieldName::LabelValue(row, at)
                label=Signal::derive(move || (words.get().label_value)(at + 1))
                hint=value_hint
            />
            <RemoveRow label=Signal::derive(move || (words.get().remove_expression)(at + 1)) on_remove=remove />
        </li>
    }
    .into_any()
}

fn new_expression() -> ExpressionRow {
    ExpressionRow { operator: LabelOperator::Equals.name().to_owned(), ..ExpressionRow::default() }
}

fn choose(form: Form, field: FieldName, value: String) {
    if let Some(edit) = form.with_untracked(|draft| field.write(draft, value)) {
        form.put(edit);
    }
}

fn change(form: Form, row: usize, change: impl FnOnce(&mut SelectorRow)) {
    let mut rows = form.with_untracked(|draft| draft.selectors.clone());
    if let Some(selector) = rows.get_mut(row) {
        change(selector);
        form.put(Edit::Selectors(rows));
    }
}

/// A selector as kubectl writes it makes rows; a word is left to the field.
fn paste(form: Form, row: usize, at: usize, event: &ClipboardEvent) {
    let text = event.clipboard_data().and_then(|data| data.get_data("text").ok());
    let pasted = text.filter(|it| it.contains(['=', ' ', ','])).and_then(|it| expressions(&it));
    let is_key = form.with_untracked(|draft| FieldName::LabelKey(row, at).read(draft).is_empty());
    if let Some(pasted) = pasted.filter(|_| is_key) {
        event.prevent_default();
        change(form, row, |selector| {
            let end = (at + 1).min(selector.expressions.len());
            selector.expressions.splice(at.min(end)..end, pasted);
        });
    }
}
