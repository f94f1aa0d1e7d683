//! Where it runs.

use super::field_name::FieldName;
use super::state::Form;
use super::text_field::TextArea;
use crate::lang::{word, words};
use fastexec_draft::Edit;
use leptos::prelude::*;

#[component]
pub(super) fn Targets(form: Form) -> impl IntoView {
    let words = words();
    let hint = Signal::derive(move || {
        let words = words.get();
        format!("{} {}", words.host_ids_hint, (words.hosts)(form.host_count.get()))
    });
    view! {
        <fieldset class="part">
            <legend>{word(|w| w.targets)}</legend>
            <TextArea
                form
                field=FieldName::HostIds
                label=word(|w| w.host_ids)
                hint
                value=|draft| &draft.host_ids
                change=Edit::HostIds
                rows="3"
            />
        </fieldset>
    }
}
