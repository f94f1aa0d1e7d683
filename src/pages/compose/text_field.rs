//! Lines and areas of text that are bound to the draft. Numbers are typed as text too: whatever is typed stays.

use super::field_name::FieldName;
use super::state::Form;
use crate::ui::{Field, described_by, show_text};
use leptos::attr::Attribute;
use leptos::html;
use leptos::prelude::*;

/// What all have into which texts are typed.
fn typed_into(form: Form, field: FieldName) -> impl Attribute {
    let has_error = form.has_error(field);
    view! {
        <{..}
            spellcheck="false"
            autocomplete="off"
            autocapitalize="none"
            aria-describedby=described_by(&field.id())
            aria-invalid=move || has_error.get().to_string()
            on:input=move |event| form.type_into(field, event_target_value(&event))
            on:blur=move |_| form.leave(field)
        />
    }
}

/// One line. `kind` is a `type` of inputs.
#[component]
pub(super) fn TextField(
    form: Form,
    field: FieldName,
    #[prop(into)] label: Signal<String>,
    #[prop(into, default = Signal::from(String::new()))] hint: Signal<String>,
    #[prop(into, default = Signal::from("text"))] kind: Signal<&'static str>,
    #[prop(optional)] is_number: bool,
    #[prop(optional)] is_code: bool,
    /// The id of a `<datalist>`.
    #[prop(optional)]
    suggestions: Option<&'static str>,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    Effect::new(move || {
        let shown = form.shown(field);
        // Writing what is there already would move the cursor, and end what an input method composes.
        if let Some(input) = node.get().filter(|input| input.value() != shown) {
            input.set_value(&shown);
        }
    });
    let id = field.id();
    view! {
        <Field id=id.clone() label hint messages=form.messages(field) is_ignored=form.is_ignored(field)>
            <input
                {..typed_into(form, field)}
                node_ref=node
                class="input"
                class:code=is_code
                id=id
                type=kind
                inputmode=is_number.then_some("numeric")
                list=suggestions
            />
        </Field>
    }
    .into_any()
}

/// Ids, mostly one a line. Where they are many, `src/editor` takes the place of the text area.
#[component]
pub(super) fn TextArea(
    form: Form,
    field: FieldName,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] hint: Signal<String>,
    rows: &'static str,
) -> impl IntoView {
    let node = NodeRef::<html::Textarea>::new();
    Effect::new(move || {
        let shown = form.shown(field);
        if let Some(area) = node.get().filter(|area| area.value() != shown) {
            show_text(&area, &shown);
        }
    });
    let id = field.id();
    view! {
        <Field id=id.clone() label hint messages=form.messages(field) is_ignored=form.is_ignored(field)>
            <long-list>
                <textarea
                    {..typed_into(form, field)}
                    node_ref=node
                    class="input code"
                    id=id
                    rows=rows
                ></textarea>
            </long-list>
        </Field>
    }
    .into_any()
}

/// One of several values; a value of the draft that is none of them is shown as it is.
#[component]
pub(super) fn Choice(
    form: Form,
    field: FieldName,
    #[prop(into)] label: Signal<String>,
    #[prop(into, default = Signal::from(String::new()))] hint: Signal<String>,
    /// Value and name.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    on_choose: Callback<String>,
) -> impl IntoView {
    let chosen = Memo::new(move |_| form.with(|draft| field.read(draft)));
    let has_error = form.has_error(field);
    let id = field.id();
    let rows = move || {
        let chosen = chosen.get();
        let mut options = options.get();
        if !options.iter().any(|(value, _)| *value == chosen) {
            options.insert(0, (chosen.clone(), chosen.clone()));
        }
        let rows = options.into_iter().map(|(value, name)| {
            let is_selected = value == chosen;
            view! {
                <option value=value selected=is_selected>
                    {name}
                </option>
            }
        });
        rows.collect_view()
    };
    view! {
        <Field id=id.clone() label hint messages=form.messages(field) is_ignored=form.is_ignored(field)>
            <select
                class="input"
                id=id.clone()
                aria-describedby=described_by(&id)
                aria-invalid=move || has_error.get().to_string()
                on:change=move |event| on_choose.run(event_target_value(&event))
                on:blur=move |_| form.leave(field)
            >
                {rows}
            </select>
        </Field>
    }
    .into_any()
}
