//! Before anything runs on more than one host.

use super::run_bar::{account_of, timeout_of};
use super::state::Form;
use crate::lang::{word, words};
use crate::ui::{Button, Dialog};
use fastexec_draft::{Draft, Item, items};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// Hosts that are named.
const NAMED_MAX: usize = 10;

#[component]
pub(super) fn Confirm(form: Form) -> impl IntoView {
    let words = words();
    let draft = form.draft;
    let title = Signal::derive(move || {
        let language = draft.with(|draft| draft.language().name());
        (words.get().confirm_title)(language, form.host_count.get())
    });
    let account = move || {
        let words = words.get();
        (words.confirm_account)(&draft.with(|draft| account_of(draft, words)))
    };
    let timeout = move || (words.get().confirm_timeout)(&draft.with(timeout_of));
    let first = move || (words.get().confirm_first)(&draft.with(first_hosts));
    let cancel = Callback::new(move |_: MouseEvent| form.is_confirming.set(false));
    let run = Callback::new(move |_: MouseEvent| {
        form.is_confirming.set(false);
        form.send();
    });
    view! {
        <Dialog is_open=form.is_confirming title>
            <ul class="facts">
                <li>{first}</li>
                <li>{account}</li>
                <li>{timeout}</li>
            </ul>
            <div class="dialog-buttons">
                <Button kind="plain" has_first_focus=true on_click=cancel>{word(|w| w.cancel)}</Button>
                <Button kind="danger" on_click=run>{word(|w| w.confirm_run)}</Button>
            </div>
        </Dialog>
    }
}

fn first_hosts(draft: &Draft) -> String {
    let mut hosts = items(&draft.host_ids).map(|item| match item {
        Item::Integer(text) | Item::Text(text) => text.to_owned(),
        Item::Number(number) => number.to_string(),
    });
    let mut named: Vec<String> = hosts.by_ref().take(NAMED_MAX).collect();
    if hosts.next().is_some() {
        named.push("…".to_owned());
    }
    named.join(", ")
}
