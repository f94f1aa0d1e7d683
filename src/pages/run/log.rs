//! The output of one attempt of one object. It is hostile text of any length: text nodes only, and only those rows
//! are drawn that can be seen.

mod draw;
mod encoding;
mod find_bar;
mod reading;
mod screen;
mod search;
mod selection;
mod tools;

use super::state::{Following, Key};
use super::words::{Words, word, words};
use crate::api::OutputOf;
use crate::commands::{is_chord, is_single_key, is_typing};
use crate::{lang, ui};
use encoding::Decoder;
use fastexec_ansi::{Encoding, Rows};
use find_bar::FindBar;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use screen::Screen;
use search::Search;
use std::time::Duration;
use tools::Tools;

/// Cells of a row when lines are not wrapped: longer lines are cut all the same, so that no element grows without
/// bounds.
const UNWRAPPED: usize = 2000;

/// Between two summaries for people who listen.
const ANNOUNCED: Duration = Duration::from_secs(5);

/// Where the focus goes when somebody closes what is over the log.
const SCREEN: &str = "log-screen";
const FIND: &str = "log-find";

/// An output, and how it is looked at.
#[derive(Clone, Copy, Debug)]
struct Log {
    rows: StoredValue<Rows, LocalStorage>,
    screen: StoredValue<Screen, LocalStorage>,
    decoder: StoredValue<Decoder, LocalStorage>,
    search: Search,
    /// Counts what is to be drawn anew.
    version: RwSignal<u64>,
    lines: RwSignal<u32>,
    progress: RwSignal<Progress>,
    /// Instead of output: why there is none.
    reason: RwSignal<Option<String>>,
    is_following: RwSignal<bool>,
    /// Lines that a reader who is not at the end has not seen.
    unseen: RwSignal<u32>,
    is_wrapped: RwSignal<bool>,
    encoding: RwSignal<Encoding>,
    /// First and last of the lines that are marked, and that the address names.
    marked: RwSignal<Option<(u32, u32)>>,
    scroller: NodeRef<html::Div>,
    layer: NodeRef<html::Div>,
    // Kept here because frames have no context to ask.
    words: Signal<&'static Words>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Progress {
    loaded: u64,
    total: u64,
    /// Everything that was there has been read once.
    is_loaded: bool,
    /// Nothing more will come.
    is_ended: bool,
    is_too_long: bool,
}

impl Log {
    fn new(is_following: bool) -> Log {
        Log {
            rows: StoredValue::new_local(Rows::new(UNWRAPPED, Encoding::Utf8)),
            screen: StoredValue::new_local(Screen::default()),
            decoder: StoredValue::new_local(Decoder::default()),
            search: Search::new(),
            version: RwSignal::new(0),
            lines: RwSignal::new(0),
            progress: RwSignal::new(Progress::default()),
            reason: RwSignal::new(None),
            is_following: RwSignal::new(is_following),
            unseen: RwSignal::new(0),
            is_wrapped: RwSignal::new(false),
            encoding: RwSignal::new(Encoding::Utf8),
            marked: RwSignal::new(selection::marked_in_address()),
            scroller: NodeRef::new(),
            layer: NodeRef::new(),
            words: words(),
        }
    }

    /// Draws once the browser is ready for it.
    fn redraw(self) {
        self.version.try_update(|version| *version += 1);
    }

    /// Goes to the end and stays there.
    fn follow(self) {
        self.is_following.set(true);
        self.unseen.set(0);
        self.redraw();
    }
}

/// Which output to show.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Shown {
    pub(super) step: i64,
    pub(super) object: Key,
    /// An address or a name, whatever the language.
    pub(super) name: String,
    pub(super) execute_count: i64,
}

#[component]
pub(super) fn LogPane(
    following: Following,
    shown: Shown,
    /// Attempts that there are.
    #[prop(into)]
    attempts: Signal<i64>,
    attempt: RwSignal<Option<i64>>,
) -> impl IntoView {
    let words = words();
    let output = OutputOf {
        job: following.id.get_value(),
        step: shown.step,
        r#type: shown.object.0,
        resource_id: shown.object.1.clone(),
        execute_count: shown.execute_count,
    };
    let address = output.address();
    let is_ended = reading::is_ended(following, &shown);
    let log = Log::new(!is_ended && selection::marked_in_address().is_none());
    reading::read(log, following, &shown, output);
    screen::provide(log);
    let names = lang::words();
    let ((kind, id), name) = (shown.object.clone(), shown.name.clone());
    let title = move || (words.get().output_of)(&object_name(names.get(), kind, &id, &name));
    let on_key = move |event: KeyboardEvent| keys(log, &event);
    let empty = move || {
        let words = words.get();
        let progress = log.progress.get();
        match (log.reason.get(), progress.total, progress.is_ended) {
            (Some(reason), ..) => Some(reason),
            (None, 0, true) => Some(words.no_output.to_owned()),
            (None, 0, false) => Some(words.no_output_yet.to_owned()),
            _ => None,
        }
    };
    view! {
        <section class="pane log" aria-labelledby="log-title" on:keydown=on_key>
            <div class="pane-head log-head">
                <h2 id="log-title">{title}</h2>
                <p class="quiet log-size">
                    {move || {
                        let (words, progress) = (words.get(), log.progress.get());
                        if progress.is_loaded || progress.total == 0 {
                            (words.log_size)(log.lines.get(), progress.total)
                        } else {
                            (words.log_loading)(progress.loaded, progress.total)
                        }
                    }}
                </p>
            </div>
            <Tools log following address attempts attempt current=shown.execute_count />
            <Show when=move || log.search.is_open.get()>
                <FindBar log />
            </Show>
            <Show when=move || log.progress.with(|progress| progress.is_too_long)>
                <p class="message-warning">{word(|w| w.too_long)}</p>
            </Show>
            <div class="log-frame">
                {move || empty().map(|text| view! { <p class="log-empty">{text}</p> })}
                <div
                    class="log-scroller"
                    id=SCREEN
                    node_ref=log.scroller
                    tabindex="0"
                    role="group"
                    aria-labelledby="log-title"
                    aria-describedby="log-keys"
                    on:scroll=move |_| log.scrolled()
                    on:wheel=move |event| log.wheeled(&event)
                    on:keydown=move |event| log.moved_by_key(&event)
                    on:mousedown=move |event| log.number_pressed(&event)
                    on:copy=move |event| log.copy(&event)
                >
                    <div class="log-canvas">
                        <div class="log-text" node_ref=log.layer></div>
                    </div>
                </div>
                <Show when=move || log.unseen.get() != 0>
                    <button
                        type="button"
                        class="log-pill"
                        on:click=move |_| {
                            log.follow();
                            ui::focus(SCREEN);
                        }
                    >
                        {move || (words.get().new_lines)(log.unseen.get())}
                        " ↓"
                    </button>
                </Show>
            </div>
            <p class="quiet log-keys" id="log-keys">{word(|w| w.log_keys)}</p>
            <Announcer log />
        </section>
    }
}

/// Says now and then how much has come, instead of each line.
#[component]
fn Announcer(log: Log) -> impl IntoView {
    let said = StoredValue::new(None::<u32>);
    let sentence = RwSignal::new(String::new());
    let words = words();
    let tick = set_interval_with_handle(
        move || {
            let lines = log.lines.try_get_untracked().unwrap_or(0);
            let Some(before) = said.try_get_value() else { return };
            said.set_value(Some(lines));
            if let Some(before) = before.filter(|before| *before < lines) {
                let text = (words.get_untracked().announced)(lines - before, lines);
                sentence.set(text);
            }
        },
        ANNOUNCED,
    );
    on_cleanup(move || {
        if let Ok(tick) = tick {
            tick.clear();
        }
    });
    view! { <p class="visually-hidden" role="status">{sentence}</p> }
}

/// Keys of the log, wherever the focus is in it.
fn keys(log: Log, event: &KeyboardEvent) {
    let is_typing = is_typing(event);
    // The second press is the browser's.
    if is_chord(event, "f") && !event.shift_key() && !is_typing {
        event.prevent_default();
        log.search.is_open.set(true);
        request_animation_frame(|| ui::focus(FIND));
    } else if is_single_key(event, "n") {
        log.step(1);
    } else if is_single_key(event, "N") {
        log.step(-1);
    } else if is_single_key(event, "f") {
        log.follow();
    } else if is_single_key(event, "w") {
        log.is_wrapped.update(|is_wrapped| *is_wrapped = !*is_wrapped);
    } else if event.key() == "Escape" && !is_typing && log.search.is_open.get_untracked() {
        log.search.close();
        log.redraw();
    }
}

/// Kind and id of an object, as people say it.
fn object_name(names: &lang::Words, kind: i64, id: &str, name: &str) -> String {
    let kind = names.kind(kind);
    if name.is_empty() { format!("{kind} {id}") } else { format!("{kind} {id} · {name}") }
}
