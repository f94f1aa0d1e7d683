//! Parameters, time-out and account.

use super::field_name::FieldName;
use super::picker::{PickButton, Picking};
use super::state::Form;
use super::text_field::TextField;
use crate::api::{self, Account, Newest};
use crate::lang::compose::{word, words};
use fastexec_contract::limits;
use fastexec_draft::{Edit, is_privileged};
use leptos::prelude::*;

#[component]
pub(super) fn Parameters(form: Form) -> impl IntoView {
    let words = words();
    let is_sensitive = Memo::new(move |_| form.with(|draft| draft.is_param_sensitive));
    let hint = Signal::derive(move || {
        let words = words.get();
        let length = form.with(|draft| draft.script_param.len());
        let max = if is_sensitive.get() {
            limits::SCRIPT_PARAM_SENSITIVE_MAX_BYTES
        } else {
            limits::SCRIPT_PARAM_MAX_BYTES
        };
        format!("{} {}", words.script_param_hint, (words.bytes_of)(length, max))
    });
    view! {
        <fieldset class="part">
            <legend>{word(|w| w.parameters)}</legend>
            <TextField
                form
                field=FieldName::Param
                label=Signal::derive(move || words.get().script_param.to_owned())
                hint
                kind=Signal::derive(move || if is_sensitive.get() { "password" } else { "text" })
                is_code=true
            />
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=is_sensitive
                    on:change=move |event| form.put(Edit::IsParamSensitive(event_target_checked(&event)))
                />
                {word(|w| w.is_param_sensitive)}
            </label>
        </fieldset>
    }
    .into_any()
}

#[component]
pub(super) fn Options(form: Form) -> impl IntoView {
    let words = words();
    know_account(form);
    let timeout_hint =
        Signal::derive(move || (words.get().timeout_hint)(i64::from(limits::TIMEOUT_DEFAULT)));
    let account_hint = Signal::derive(move || {
        form.account.with(|account| account.as_ref().map(describe).unwrap_or_default())
    });
    view! {
        <fieldset class="part">
            <legend>{word(|w| w.timeout_and_account)}</legend>
            <div class="row">
                <TextField
                    form
                    field=FieldName::Timeout
                    label=Signal::derive(move || words.get().timeout.to_owned())
                    hint=timeout_hint
                    is_number=true
                />
                <TextField
                    form
                    field=FieldName::AccountId
                    label=Signal::derive(move || words.get().account_id.to_owned())
                    hint=account_hint
                    is_number=true
                />
                <TextField
                    form
                    field=FieldName::AccountAlias
                    label=Signal::derive(move || words.get().account_alias.to_owned())
                />
                <PickButton form picking=Picking::Accounts label=word(|w| w.choose_account) />
            </div>
            <Show when=move || form.is_privileged()>
                <p class="flag">{word(|w| w.privileged)}</p>
            </Show>
        </fieldset>
    }
    .into_any()
}

/// `app (user app1)`; `⚠` comes from the flag below.
fn describe(account: &Account) -> String {
    let Account { alias, user, .. } = account;
    if alias == user || is_privileged(alias) { alias.clone() } else { format!("{alias} ({user})") }
}

/// Looks up who an id stands for, so that root is known by its name before anything runs.
fn know_account(form: Form) {
    let newest = Newest::new();
    let id = Memo::new(move |_| {
        form.judged.with(|judged| match judged.submission.as_ref().map(|it| it.account()) {
            Some(fastexec_contract::Account::Id(id)) => Some(id.get()),
            _ => None,
        })
    });
    Effect::new(move || {
        form.account.set(None);
        let Some(id) = id.get() else {
            return;
        };
        newest.ask(
            move |signal| api::list::<Account>("accounts", id.to_string(), 0, signal),
            move |answer| {
                // Where nobody can say it, the id is all there is.
                let found = answer.ok().and_then(|it| it.items.into_iter().find(|it| it.id == id));
                form.account.try_set(found);
            },
        );
    });
}
