//! Lines and areas of text that are bound to the draft. Numbers are typed as text too: whatever is typed stays.

use super::field_name::FieldName;
use super::state::Form;
use crate::ui::{Field, described_by};
use fastexec_draft::{Draft, Edit};
use leptos::prelude::*;

/// What a field reads from the draft.
pub(super) type Value = fn(&Draft) -> &str;
/// What typing in a field does to the draft.
pub(super) type Change = fn(String) -> Edit;

/// One line. `kind` is a `type` of inputs.
#[component]
pub(super) fn TextField(
    form: Form,
    field: FieldName,
    #[prop(into)] label: Signal<&'static str>,
    #[prop(into, default = Signal::from(String::new()))] hint: Signal<String>,
    value: Value,
    change: Change,
    #[prop(into, default = Signal::from("text"))] kind: Signal<&'static str>,
    #[prop(optional)] is_number: bool,
    #[prop(optional)] is_code: bool,
    #[prop(into, default = Signal::from(false))] is_ignored: Signal<bool>,
) -> impl IntoView {
    view! {
        <Field id=field.id() label hint messages=form.messages(field) is_ignored>
            <input
                class="input"
                class:code=is_code
                id=field.id()
                type=kind
                inputmode=is_number.then_some("numeric")
                spellcheck="false"
                autocomplete="off"
                aria-describedby=described_by(field.id())
                aria-invalid=move || form.has_error(field).get().to_string()
                prop:value=move || form.draft.with(|draft| value(draft).to_owned())
                on:input=move |event| form.edit(change(event_target_value(&event)))
                on:blur=move |_| form.leave(field)
            />
        </Field>
    }
}

/// Several lines of code or ids.
#[component]
pub(super) fn TextArea(
    form: Form,
    field: FieldName,
    #[prop(into)] label: Signal<&'static str>,
    #[prop(into)] hint: Signal<String>,
    value: Value,
    change: Change,
    rows: &'static str,
) -> impl IntoView {
    view! {
        <Field id=field.id() label hint messages=form.messages(field)>
            <textarea
                class="input code"
                id=field.id()
                rows=rows
                spellcheck="false"
                autocomplete="off"
                aria-describedby=described_by(field.id())
                aria-invalid=move || form.has_error(field).get().to_string()
                prop:value=move || form.draft.with(|draft| value(draft).to_owned())
                on:input=move |event| form.edit(change(event_target_value(&event)))
                on:blur=move |_| form.leave(field)
            ></textarea>
        </Field>
    }
}
