//! Where it runs.

use super::field_name::FieldName;
use super::state::Form;
use crate::lang::{word, words};
use crate::ui::{Field, described_by};
use fastexec_draft::Edit;
use leptos::prelude::*;

#[component]
pub(super) fn Targets(form: Form) -> impl IntoView {
    let words = words();
    let draft = form.draft;
    let hint = Signal::derive(move || {
        let words = words.get();
        format!("{} {}", words.host_ids_hint, (words.hosts)(form.host_count.get()))
    });
    view! {
        <fieldset class="part">
            <legend>{word(|w| w.targets)}</legend>
            <Field
                id=FieldName::HostIds.id()
                label=word(|w| w.host_ids)
                hint=hint
                messages=form.messages(FieldName::HostIds)
            >
                <textarea
                    class="input code"
                    id=FieldName::HostIds.id()
                    rows="3"
                    spellcheck="false"
                    autocomplete="off"
                    aria-describedby=described_by(FieldName::HostIds.id())
                    aria-invalid=move || form.has_error(FieldName::HostIds).get().to_string()
                    prop:value=move || draft.with(|draft| draft.host_ids.clone())
                    on:input=move |event| form.edit(Edit::HostIds(event_target_value(&event)))
                    on:blur=move |_| form.leave(FieldName::HostIds)
                ></textarea>
            </Field>
        </fieldset>
    }
}
