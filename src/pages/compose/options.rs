//! Time-out and account.

use super::field_name::FieldName;
use super::state::Form;
use crate::lang::{word, words};
use crate::ui::{Field, described_by};
use fastexec_contract::limits;
use fastexec_draft::{Draft, Edit};
use leptos::prelude::*;

#[component]
pub(super) fn Options(form: Form) -> impl IntoView {
    let words = words();
    let draft = form.draft;
    let wins = Memo::new(move |_| {
        draft.with(|draft| !draft.account_id.trim().is_empty() && !draft.account_alias.is_empty())
    });
    let timeout_hint =
        Signal::derive(move || (words.get().timeout_hint)(i64::from(limits::TIMEOUT_DEFAULT)));
    view! {
        <fieldset class="part">
            <legend>{word(|w| w.account)}</legend>
            <div class="row">
                <Field
                    id=FieldName::Timeout.id()
                    label=word(|w| w.timeout)
                    hint=timeout_hint
                    messages=form.messages(FieldName::Timeout)
                >
                    <NumberInput form field=FieldName::Timeout value=|draft| &draft.timeout edit=Edit::Timeout />
                </Field>
                <Field
                    id=FieldName::AccountId.id()
                    label=word(|w| w.account_id)
                    hint=String::new()
                    messages=form.messages(FieldName::AccountId)
                >
                    <NumberInput form field=FieldName::AccountId value=|draft| &draft.account_id edit=Edit::AccountId />
                </Field>
                <Field
                    id=FieldName::AccountAlias.id()
                    label=word(|w| w.account_alias)
                    hint=String::new()
                    messages=form.messages(FieldName::AccountAlias)
                    is_ignored=wins
                >
                    <input
                        class="input"
                        id=FieldName::AccountAlias.id()
                        type="text"
                        autocomplete="off"
                        aria-describedby=described_by(FieldName::AccountAlias.id())
                        aria-invalid=move || form.has_error(FieldName::AccountAlias).get().to_string()
                        prop:value=move || draft.with(|draft| draft.account_alias.clone())
                        on:input=move |event| form.edit(Edit::AccountAlias(event_target_value(&event)))
                        on:blur=move |_| form.leave(FieldName::AccountAlias)
                    />
                </Field>
            </div>
        </fieldset>
    }
}

/// A number is typed as text: whatever is typed stays.
#[component]
fn NumberInput(
    form: Form,
    field: FieldName,
    value: fn(&Draft) -> &String,
    edit: fn(String) -> Edit,
) -> impl IntoView {
    view! {
        <input
            class="input"
            id=field.id()
            type="text"
            inputmode="numeric"
            autocomplete="off"
            aria-describedby=described_by(field.id())
            aria-invalid=move || form.has_error(field).get().to_string()
            prop:value=move || form.draft.with(|draft| value(draft).clone())
            on:input=move |event| form.edit(edit(event_target_value(&event)))
            on:blur=move |_| form.leave(field)
        />
    }
}
