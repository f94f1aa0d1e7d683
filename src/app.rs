//! The shell: who is signed in, the top bar, and the page of the address.

use crate::api::{self, ApiError, Kind, Newest, Session};
use crate::commands::{self, Command, CommandKeys};
use crate::lang::{self, word, words};
use crate::pages::{
    Access, Compose, NotFound, SignIn, provide_open_with, take_linked_request, use_open_with,
};
use crate::theme::{self, Theme};
use crate::ui::ErrorBox;
use crate::{density, parts, routes, storage};
use fastexec_contract::Lang;
use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::{A, Route, Router, Routes};
use leptos_router::hooks::use_navigate;
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
    lang::provide();
    theme::provide();
    density::provide();
    commands::provide();
    provide_open_with();
    let known = RwSignal::new(Known::NotYet);
    let asking = Newest::new();
    let show = move |answer: Result<Session, ApiError>| {
        known.set(match answer {
            Ok(session) => {
                choose_scope(&session);
                Known::SignedIn(session)
            }
            Err(error) if error.kind == Kind::Unauthenticated => Known::SignedOut,
            Err(error) => Known::Failed(error),
        });
    };
    let sign_in = Callback::new(move |token: String| {
        asking.ask(|signal| api::sign_in(token, signal), show);
    });
    let sign_out = Callback::new(move |()| known.set(Known::SignedOut));
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
            <TopBar known />
            <CommandKeys />
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
                    Known::SignedIn(session) => {
                        let settings = move || {
                            parts::settings(Access {
                                session: session.clone(),
                                on_token: sign_in,
                                on_sign_out: sign_out,
                            })
                        };
                        view! {
                            <Routes fallback=NotFound>
                                <Route path=path!("/") view=Compose />
                                <Route path=path!("/runs") view=|| parts::history(()) />
                                <Route path=path!("/runs/:id") view=|| parts::run(()) />
                                <Route path=path!("/settings") view=settings />
                            </Routes>
                        }
                            .into_any()
                    }
                }}
            </main>
        </Router>
    }
    .into_any()
}

/// The scope that was chosen last, if the gateway still has it, and else its first.
fn choose_scope(session: &Session) {
    let names: Vec<String> = session.scope_list.iter().map(|it| it.name()).collect();
    let kept = storage::load(storage::SCOPE).filter(|kept| names.contains(kept));
    if let Some(scope) = kept.as_ref().or(names.first()) {
        routes::set_scope(scope);
    }
}

#[component]
fn TopBar(known: RwSignal<Known>) -> impl IntoView {
    let session = move || match known.get() {
        Known::SignedIn(session) => Some(session),
        _ => None,
    };
    let is_demo = move || session().is_some_and(|session| session.inventory == "demo");
    let user = move || session().map(|session| session.user);
    open_links();
    let navigate = use_navigate();
    let words = words();
    let go = |name: fn(&lang::Words) -> &'static str, path: &'static str| {
        let navigate = navigate.clone();
        Command {
            name: Signal::derive(move || name(words.get()).to_owned()),
            key: "",
            run: Callback::new(move |()| navigate(path, NavigateOptions::default())),
        }
    };
    commands::add(vec![
        go(|w| w.new_run, routes::COMPOSE),
        go(|w| w.history, routes::HISTORY),
        go(|w| w.settings, routes::SETTINGS),
    ]);
    view! {
        <header class="top-bar">
            <A href=routes::COMPOSE attr:class="top-bar-name">
                "fastexec"
            </A>
            <ScopeChoice known />
            <Show when=is_demo>
                <span class="badge" title=word(|w| w.demo_note)>
                    {word(|w| w.demo)}
                </span>
            </Show>
            <span class="top-bar-space"></span>
            <nav class="top-bar-links">
                <A href=routes::HISTORY>{word(|w| w.history)}</A>
                <A href=routes::SETTINGS>{word(|w| w.settings)}</A>
            </nav>
            <span class="top-bar-item quiet">{user}</span>
            <label class="top-bar-choice">
                <span class="visually-hidden">{word(|w| w.language)}</span>
                <LangChoice />
            </label>
            <label class="top-bar-choice">
                <span class="visually-hidden">{word(|w| w.theme)}</span>
                <ThemeChoice />
            </label>
        </header>
    }
    .into_any()
}

/// A link to a composed request, also one that is opened in a tab that is here already.
fn open_links() {
    let open_with = use_open_with();
    let open = move || {
        if let Some(request) = take_linked_request() {
            open_with.run(request);
        }
    };
    open();
    let listener = window_event_listener(ev::hashchange, move |_| open());
    on_cleanup(move || listener.remove());
}

/// The scope that requests are made in: a choice where there are several.
#[component]
fn ScopeChoice(known: RwSignal<Known>) -> impl IntoView {
    let names = move || match known.get() {
        Known::SignedIn(session) => session.scope_list.iter().map(|it| it.name()).collect(),
        _ => Vec::new(),
    };
    let choose = move |event| {
        let scope: String = event_target_value(&event);
        storage::save(storage::SCOPE, &scope);
        routes::set_scope(&scope);
        // Whatever was asked in the other scope is asked anew.
        known.update(|_| ());
    };
    view! {
        <span class="top-bar-item">
            <span class="quiet">{word(|w| w.scope)}</span>
            " "
            {move || {
                let names: Vec<String> = names();
                if names.len() < 2 {
                    return view! { <code>{routes::scope()}</code> }.into_any();
                }
                let options = names
                    .into_iter()
                    .map(|name| {
                        let is_chosen = name == routes::scope();
                        view! { <option selected=is_chosen>{name}</option> }
                    });
                view! {
                    <select class="top-bar-scope" aria-label=word(|w| w.scope) on:change=choose>
                        {options.collect_view()}
                    </select>
                }
                    .into_any()
            }}
        </span>
    }
    .into_any()
}

/// A choice of the language, for the bar and for the settings.
#[component]
pub(crate) fn LangChoice(#[prop(optional)] id: Option<&'static str>) -> impl IntoView {
    let lang = lang::lang();
    let choose = move |event| {
        if let Some(chosen) = Lang::from_tag(&event_target_value(&event)) {
            storage::save(storage::LANG, chosen.tag());
            lang.set(chosen);
        }
    };
    view! {
        <select class="input" id=id on:change=choose prop:value=move || lang.get().tag()>
            <option value="zh-CN" selected=move || lang.get() == Lang::ZhCn lang="zh-CN">"中文"</option>
            <option value="en" selected=move || lang.get() == Lang::En lang="en">"English"</option>
        </select>
    }
    .into_any()
}

/// A choice of the theme, for the bar and for the settings.
#[component]
pub(crate) fn ThemeChoice(#[prop(optional)] id: Option<&'static str>) -> impl IntoView {
    let words = words();
    let theme = theme::theme();
    let choose = move |event| {
        if let Some(chosen) = Theme::from_name(&event_target_value(&event)) {
            theme.set(chosen);
        }
    };
    let options = Theme::ALL.into_iter().enumerate().map(|(index, choice)| {
        view! {
            <option value=choice.name() selected=move || theme.get() == choice>
                {move || words.get().theme_names[index]}
            </option>
        }
    });
    view! {
        <select class="input" id=id on:change=choose prop:value=move || theme.get().name()>
            {options.collect_view()}
        </select>
    }
    .into_any()
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
