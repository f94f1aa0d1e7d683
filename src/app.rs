//! The shell: who is signed in, the top bar, and the page of the address.

use crate::api::{self, ApiError, Kind, Newest, Session};
use crate::lang::{self, word, words};
use crate::pages::{Compose, NotFound, Run, SignIn};
use crate::theme::{self, Theme};
use crate::ui::ErrorBox;
use crate::{routes, storage};
use fastexec_contract::Lang;
use leptos::ev;
use leptos::prelude::*;
use leptos_router::components::{A, Route, Router, Routes};
use leptos_router::path;

/// What is known of the session.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Known {
    NotYet,
    SignedIn(Session),
    SignedOut,
    Failed(ApiError),
}

#[component]
pub fn App() -> impl IntoView {
    let lang = lang::provide();
    let theme = theme::provide();
    let known = RwSignal::new(Known::NotYet);
    let asking = Newest::new();
    let show = move |answer: Result<Session, ApiError>| {
        known.set(match answer {
            Ok(session) => Known::SignedIn(session),
            Err(error) if error.kind == Kind::Unauthenticated => Known::SignedOut,
            Err(error) => Known::Failed(error),
        });
    };
    let sign_in = Callback::new(move |token: String| {
        asking.ask(|signal| api::sign_in(token, signal), show);
    });
    match take_token() {
        Some(token) => sign_in.run(token),
        None => asking.ask(api::session, show),
    }
    // The printed address may be opened in a tab that is here already: only the fragment changes then.
    let listener = window_event_listener(ev::hashchange, move |_| {
        if let Some(token) = take_token() {
            sign_in.run(token);
        }
    });
    on_cleanup(move || listener.remove());

    view! {
        <Router>
            <TopBar lang theme known />
            <main id="main">
                {move || match known.get() {
                    Known::NotYet => view! { <p class="loading">{word(|w| w.loading)}</p> }.into_any(),
                    Known::SignedOut => view! { <SignIn on_token=sign_in /> }.into_any(),
                    Known::Failed(error) => {
                        view! {
                            <section class="notice">
                                <h1>{word(|w| w.title)}</h1>
                                <ErrorBox error />
                            </section>
                        }
                            .into_any()
                    }
                    Known::SignedIn(_) => {
                        view! {
                            <Routes fallback=NotFound>
                                <Route path=path!("/") view=Compose />
                                <Route path=path!("/runs/:id") view=Run />
                            </Routes>
                        }
                            .into_any()
                    }
                }}
            </main>
        </Router>
    }
}

#[component]
fn TopBar(lang: RwSignal<Lang>, theme: RwSignal<Theme>, known: RwSignal<Known>) -> impl IntoView {
    let words = words();
    let is_demo =
        move || matches!(known.get(), Known::SignedIn(session) if session.inventory == "demo");
    let user = move || match known.get() {
        Known::SignedIn(session) => session.user,
        _ => String::new(),
    };
    let choose_lang = move |event| {
        if let Some(chosen) = Lang::from_tag(&event_target_value(&event)) {
            storage::save(storage::LANG, chosen.tag());
            lang.set(chosen);
        }
    };
    let choose_theme = move |event| {
        if let Some(chosen) = Theme::from_name(&event_target_value(&event)) {
            theme.set(chosen);
        }
    };
    let (kind, id) = routes::SCOPE;
    view! {
        <header class="top-bar">
            <A href=routes::COMPOSE attr:class="top-bar-name">
                "fastexec"
            </A>
            <span class="top-bar-item">
                <span class="quiet">{word(|w| w.scope)}</span>
                " "
                <code>{format!("{kind}/{id}")}</code>
            </span>
            <Show when=is_demo>
                <span class="badge" title=word(|w| w.demo_note)>
                    {word(|w| w.demo)}
                </span>
            </Show>
            <span class="top-bar-space"></span>
            <span class="top-bar-item quiet">{user}</span>
            <label class="top-bar-choice">
                <span class="visually-hidden">{word(|w| w.language)}</span>
                <select on:change=choose_lang prop:value=move || lang.get().tag()>
                    <option value="zh-CN" selected=move || lang.get() == Lang::ZhCn lang="zh-CN">"中文"</option>
                    <option value="en" selected=move || lang.get() == Lang::En lang="en">"English"</option>
                </select>
            </label>
            <label class="top-bar-choice">
                <span class="visually-hidden">{word(|w| w.theme)}</span>
                <select on:change=choose_theme prop:value=move || theme.get().name()>
                    {Theme::ALL
                        .into_iter()
                        .enumerate()
                        .map(|(index, choice)| {
                            view! {
                                <option value=choice.name() selected=move || theme.get() == choice>
                                    {move || words.get().theme_names[index]}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </label>
        </header>
    }
}

/// The one-time token of the address, which is taken out of it at once: it must not stay in the history.
fn take_token() -> Option<String> {
    let location = window().location();
    let fragment = location.hash().ok()?;
    let token = fragment.strip_prefix("#token=")?.to_owned();
    let path = location.pathname().unwrap_or_else(|_| routes::COMPOSE.to_owned());
    let history = window().history().ok()?;
    let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path));
    Some(token)
}
