//! Time-out and account.

use super::field_name::FieldName;
use super::state::Form;
use super::text_field::TextField;
use crate::lang::{word, words};
use fastexec_contract::limits;
use fastexec_draft::Edit;
use leptos::prelude::*;

#[component]
pub(super) fn Options(form: Form) -> impl IntoView {
    let words = words();
    let wins = Memo::new(move |_| {
        form.draft
            .with(|draft| !draft.account_id.trim().is_empty() && !draft.account_alias.is_empty())
    });
    let timeout_hint =
        Signal::derive(move || (words.get().timeout_hint)(i64::from(limits::TIMEOUT_DEFAULT)));
    view! {
        <fieldset class="part">
            <legend>{word(|w| w.account)}</legend>
            <div class="row">
                <TextField
                    form
                    field=FieldName::Timeout
                    label=word(|w| w.timeout)
                    hint=timeout_hint
                    value=|draft| &draft.timeout
                    change=Edit::Timeout
                    is_number=true
                />
                <TextField
                    form
                    field=FieldName::AccountId
                    label=word(|w| w.account_id)
                    value=|draft| &draft.account_id
                    change=Edit::AccountId
                    is_number=true
                />
                <TextField
                    form
                    field=FieldName::AccountAlias
                    label=word(|w| w.account_alias)
                    value=|draft| &draft.account_alias
                    change=Edit::AccountAlias
                    is_ignored=wins
                />
            </div>
        </fieldset>
    }
}
