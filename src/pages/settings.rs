//! Settings: what this browser keeps, and who is signed in.

mod identity;

use crate::api::{self, ApiError, Newest, Session};
use crate::density::{self, Density};
use crate::lang::settings::{word, words};
use crate::pages::sign_in::token_of;
use crate::ui::{Button, ErrorBox};
use crate::{routes, storage};
use identity::Identity;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// Who is signed in, and how that changes.
#[derive(Clone, Debug)]
pub(crate) struct Access {
    pub(crate) session: Session,
    pub(crate) on_token: Callback<String>,
    pub(crate) on_sign_out: Callback<()>,
}

#[component]
pub(crate) fn Settings(access: Access) -> impl IntoView {
    let Access { session, on_token, on_sign_out } = access;
    let upstream = session.upstream.clone();
    view! {
        <section class="settings">
            <h1>{word(|w| w.title)}</h1>
            <Gateway session on_token on_sign_out />
            {upstream.map(|upstream| view! { <Identity upstream /> })}
            <Page />
            <Kept />
        </section>
    }
    .into_any()
}

#[component]
fn Gateway(
    session: Session,
    on_token: Callback<String>,
    on_sign_out: Callback<()>,
) -> impl IntoView {
    let error = RwSignal::new(None::<ApiError>);
    let newest = Newest::new();
    let address = RwSignal::new(String::new());
    let origin = window().location().origin().unwrap_or_default();
    let sign_out = Callback::new(move |_: MouseEvent| {
        newest.ask(api::sign_out, move |answer| match answer {
            Ok(()) => on_sign_out.run(()),
            Err(problem) => drop(error.try_set(Some(problem))),
        });
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(token) = token_of(&address.get_untracked()) {
            on_token.run(token);
        }
    };
    view! {
        <fieldset class="part">
            <legend>{word(|w| w.gateway)}</legend>
            <dl class="pairs">
                <dt>{word(|w| w.address)}</dt>
                <dd><code>{origin}</code></dd>
                <dt>{word(|w| w.scope)}</dt>
                <dd><code>{routes::scope()}</code></dd>
                <dt>{word(|w| w.user)}</dt>
                <dd>{session.user}</dd>
            </dl>
            <p class="field-hint">{word(|w| w.address_note)}</p>
            <form class="row" on:submit=submit>
                <label class="field grow" for="token">
                    <span class="field-label">{word(|w| w.token)}</span>
                    <input
                        class="input"
                        id="token"
                        type="password"
                        autocomplete="off"
                        on:input=move |event| address.set(event_target_value(&event))
                    />
                </label>
                <Button kind="plain" is_submit=true>{word(|w| w.sign_in)}</Button>
                <Button kind="plain" on_click=sign_out>{word(|w| w.sign_out)}</Button>
            </form>
            <p class="field-hint">{word(|w| w.token_note)}</p>
            {move || error.get().map(|error| view! { <ErrorBox error /> })}
        </fieldset>
    }
    .into_any()
}

#[component]
fn Page() -> impl IntoView {
    let words = words();
    let density = density::density();
    let choose = move |event| {
        if let Some(chosen) = Density::from_name(&event_target_value(&event)) {
            density.set(chosen);
        }
    };
    let has_keys = RwSignal::new(storage::load(storage::SINGLE_KEYS).as_deref() != Some("off"));
    let toggle_keys = move |event| {
        let is_on = event_target_checked(&event);
        has_keys.set(is_on);
        storage::save(storage::SINGLE_KEYS, if is_on { "on" } else { "off" });
    };
    let options = Density::ALL.map(|choice| {
        view! {
            <option value=choice.name() selected=move || density.get() == choice>
                {move || (words.get().density_name)(choice)}
            </option>
        }
    });
    view! {
        <fieldset class="part">
            <legend>{word(|w| w.page)}</legend>
            <div class="row">
                <label class="field" for="settings-language">
                    <span class="field-label">{word(|w| w.language)}</span>
                    <crate::app::LangChoice id="settings-language" />
                </label>
                <label class="field" for="settings-theme">
                    <span class="field-label">{word(|w| w.theme)}</span>
                    <crate::app::ThemeChoice id="settings-theme" />
                </label>
                <label class="field" for="settings-density">
                    <span class="field-label">{word(|w| w.density)}</span>
                    <select class="input" id="settings-density" on:change=choose>
                        {options}
                    </select>
                </label>
            </div>
            <label class="check">
                <input type="checkbox" prop:checked=has_keys on:change=toggle_keys />
                {word(|w| w.single_keys)}
            </label>
        </fieldset>
    }
    .into_any()
}

#[component]
fn Kept() -> impl IntoView {
    let is_forgotten = RwSignal::new(false);
    let forget = Callback::new(move |_: MouseEvent| {
        storage::forget_draft();
        is_forgotten.set(true);
    });
    view! {
        <fieldset class="part">
            <legend>{word(|w| w.kept)}</legend>
            <p>{word(|w| w.kept_note)}</p>
            <div class="row-actions">
                <Button kind="plain" on_click=forget>{word(|w| w.forget)}</Button>
                <span role="status">
                    <Show when=move || is_forgotten.get()>{word(|w| w.forgotten)}</Show>
                </span>
            </div>
        </fieldset>
    }
    .into_any()
}
