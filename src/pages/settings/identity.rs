//! By what BlueKing JOB knows the person behind this browser. What is typed goes to the gateway and stays nowhere here.

use crate::api::{self, ApiError, Newest, Upstream};
use crate::lang::settings::{word, words};
use crate::ui::{Button, ErrorBox};
use leptos::ev::{MouseEvent, SubmitEvent};
use leptos::prelude::*;

const TOKEN: &str = "access_token";
const NAME: &str = "bk_username";

#[component]
pub(super) fn Identity(upstream: Upstream) -> impl IntoView {
    let words = words();
    let known = RwSignal::new(upstream.identity);
    let kind = RwSignal::new(TOKEN);
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<ApiError>);
    let is_done = RwSignal::new(false);
    let newest = Newest::new();
    // It may have changed since this page was signed in.
    let learn = move || {
        newest.ask(api::session, move |answer| match answer {
            Ok(session) => {
                known.try_set(session.upstream.and_then(|upstream| upstream.identity));
            }
            Err(problem) => drop(error.try_set(Some(problem))),
        });
    };
    learn();
    let heard = move |answer: Result<(), ApiError>| match answer {
        Ok(()) => {
            typed.try_set(String::new());
            is_done.try_set(true);
            learn();
        }
        Err(problem) => drop(error.try_set(Some(problem))),
    };
    let begin = move || {
        error.set(None);
        is_done.set(false);
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (kind, text) = (kind.get_untracked(), typed.get_untracked());
        if !text.trim().is_empty() {
            begin();
            newest.ask(move |signal| api::identify(kind, text, signal), heard);
        }
    };
    let forget = Callback::new(move |_: MouseEvent| {
        begin();
        newest.ask(api::forget_identity, heard);
    });
    let choose = move |event| {
        // Before the field shows its letters: a token must not be seen.
        typed.set(String::new());
        kind.set(if event_target_value(&event) == NAME { NAME } else { TOKEN });
    };
    let was_typed = move || known.with(|it| matches!(it.as_deref(), Some(TOKEN | NAME)));
    view! {
        <fieldset class="part">
            <legend>{word(|w| w.identity)}</legend>
            <dl class="pairs">
                <dt>{word(|w| w.identity_known)}</dt>
                <dd>{move || (words.get().identity_name)(known.get().as_deref())}</dd>
            </dl>
            <form class="row" on:submit=submit>
                <label class="field" for="identity-kind">
                    <span class="field-label">{word(|w| w.identity_kind)}</span>
                    <select class="input" id="identity-kind" on:change=choose>
                        <option value=TOKEN>{word(|w| w.access_token)}</option>
                        <option value=NAME>{word(|w| w.user_name)}</option>
                    </select>
                </label>
                <label class="field grow" for="identity">
                    <span class="field-label">
                        {move || match kind.get() {
                            NAME => words.get().user_name,
                            _ => words.get().access_token,
                        }}
                    </span>
                    <input
                        class="input"
                        id="identity"
                        type=move || if kind.get() == NAME { "text" } else { "password" }
                        autocomplete="off"
                        spellcheck="false"
                        required=true
                        prop:value=typed
                        on:input=move |event| typed.set(event_target_value(&event))
                    />
                </label>
                <Button kind="plain" is_submit=true>{word(|w| w.identify)}</Button>
                <Show when=was_typed>
                    <Button kind="plain" on_click=forget>{word(|w| w.forget_identity)}</Button>
                </Show>
            </form>
            <span role="status">
                <Show when=move || is_done.get()>{word(|w| w.identity_told)}</Show>
            </span>
            <p class="field-hint">{word(|w| w.identity_note)}</p>
            {move || error.get().map(|error| view! { <ErrorBox error /> })}
        </fieldset>
    }
    .into_any()
}
