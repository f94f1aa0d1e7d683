//! Nodes of the topology, one a row.

use super::field_name::FieldName;
use super::picker::{PickButton, Picking};
use super::state::Form;
use super::text_field::TextField;
use crate::lang::compose::{word, words};
use crate::ui::{Button, focus};
use fastexec_draft::{Edit, TopoNodeRow, nodes};
use leptos::ev::{ClipboardEvent, MouseEvent};
use leptos::prelude::*;

/// The ids that `list` of an input names: kinds of node that every CMDB has.
const KINDS: &str = "node-kinds";

#[component]
pub(crate) fn Nodes(form: Form) -> impl IntoView {
    let words = words();
    let length = Memo::new(move |_| form.with(|draft| draft.topo_nodes.len()));
    let rows = move || 0..length.get();
    let row = move |row: usize| {
        view! {
            <li class="row list-row" on:paste=move |event| paste(form, row, &event)>
                <TextField
                    form
                    field=FieldName::NodeType(row)
                    label=Signal::derive(move || (words.get().node_type)(row + 1))
                    suggestions=KINDS
                />
                <TextField
                    form
                    field=FieldName::NodeId(row)
                    label=Signal::derive(move || (words.get().node_id)(row + 1))
                    is_number=true
                />
                <RemoveRow
                    label=Signal::derive(move || (words.get().remove_node)(row + 1))
                    on_remove=Callback::new(move |()| remove(form, row))
                />
            </li>
        }
    };
    let add = Callback::new(move |_: MouseEvent| {
        let mut rows = form.with_untracked(|draft| draft.topo_nodes.clone());
        // Nodes of one kind are mostly named together.
        let node_type =
            rows.last().map_or_else(|| "module".to_owned(), |row| row.node_type.clone());
        rows.push(TopoNodeRow { node_type, id: String::new() });
        let last = rows.len() - 1;
        form.put(Edit::TopoNodes(rows));
        request_animation_frame(move || focus(&FieldName::NodeId(last).id()));
    });
    view! {
        <datalist id=KINDS>
            <option value="set"></option>
            <option value="module"></option>
            <option value="biz"></option>
        </datalist>
        <ul class="rows">
            <For each=rows key=|row| *row children=row />
        </ul>
        <p class="field-hint">{word(|w| w.nodes_hint)}</p>
        <div class="row-actions" id=FieldName::Nodes.id() tabindex="-1">
            <Button kind="plain" on_click=add>{word(|w| w.add_node)}</Button>
            <PickButton form picking=Picking::HostNodes label=word(|w| w.choose_nodes) />
        </div>
    }
    .into_any()
}

/// Several nodes at once make rows; anything else is left to the field.
fn paste(form: Form, row: usize, event: &ClipboardEvent) {
    let text = event.clipboard_data().and_then(|data| data.get_data("text").ok());
    let mut rows = form.with_untracked(|draft| draft.topo_nodes.clone());
    let Some((text, kind)) = text.zip(rows.get(row).map(|row| row.node_type.clone())) else {
        return;
    };
    let pasted = nodes(&text, &kind);
    let is_pair = pasted.iter().any(|node| node.node_type != kind);
    if pasted.len() > 1 || is_pair {
        event.prevent_default();
        let from = if rows[row].id.is_empty() { row } else { row + 1 };
        rows.splice(from..row + 1, pasted);
        form.put(Edit::TopoNodes(rows));
    }
}

fn remove(form: Form, row: usize) {
    let mut rows = form.with_untracked(|draft| draft.topo_nodes.clone());
    if row < rows.len() {
        rows.remove(row);
        form.put(Edit::TopoNodes(rows));
        focus(&FieldName::Nodes.id());
    }
}

/// The button at the end of a row.
#[component]
pub(super) fn RemoveRow(
    #[prop(into)] label: Signal<String>,
    on_remove: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button button-plain remove-row"
            aria-label=label
            title=label
            on:click=move |_| on_remove.run(())
        >
            "×"
        </button>
    }
    .into_any()
}
