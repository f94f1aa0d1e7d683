//! The line in which people say what to find.

use super::{FIND, Log, SCREEN};
use crate::pages::run::words::{word, words};
use crate::ui;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

#[component]
pub(super) fn FindBar(log: Log) -> impl IntoView {
    let words = words();
    let search = log.search;
    // Again when it is opened again.
    log.search();
    let on_input = move |event| {
        search.text.set(event_target_value(&event));
        log.search();
    };
    let close = move || {
        search.close();
        log.redraw();
        ui::focus(SCREEN);
    };
    let on_key = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            log.step(if event.shift_key() { -1 } else { 1 });
        }
        "Escape" => {
            event.prevent_default();
            close();
        }
        _ => {}
    };
    let result = move || {
        let words = words.get();
        match search.count.get() {
            _ if search.text.with(String::is_empty) => String::new(),
            0 => words.found_nothing.to_owned(),
            count => (words.found)(search.current.get() + 1, count, search.is_capped()),
        }
    };
    let toggle_case = move |_| {
        search.minds_case.update(|minds_case| *minds_case = !*minds_case);
        log.search();
    };
    view! {
        <div class="find-bar" role="search">
            <label class="visually-hidden" for=FIND>{word(|w| w.find_label)}</label>
            <input
                id=FIND
                class="input find-input"
                type="text"
                autocomplete="off"
                spellcheck="false"
                placeholder=word(|w| w.find_label)
                prop:value=search.text
                on:input=on_input
                on:keydown=on_key
            />
            <button
                type="button"
                class="button button-plain button-small"
                aria-pressed=move || search.minds_case.get().to_string()
                aria-label=word(|w| w.match_case_label)
                title=word(|w| w.match_case_label)
                on:click=toggle_case
            >
                {word(|w| w.match_case)}
            </button>
            <span class="find-result quiet" role="status">{result}</span>
            <button type="button" class="button button-plain button-small" on:click=move |_| log.step(-1)>
                {word(|w| w.previous)}
            </button>
            <button type="button" class="button button-plain button-small" on:click=move |_| log.step(1)>
                {word(|w| w.next)}
            </button>
            <button type="button" class="button button-plain button-small" on:click=move |_| close()>
                {word(|w| w.close)}
            </button>
        </div>
    }
}
