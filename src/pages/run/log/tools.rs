//! The buttons of a log.

use super::{FIND, Log, SCREEN};
use crate::api::all_outputs;
use crate::pages::run::state::Following;
use crate::pages::run::words::{word, words};
use crate::ui::{self, copy};
use fastexec_ansi::Encoding;
use leptos::prelude::*;

#[component]
pub(super) fn Tools(
    log: Log,
    following: Following,
    /// Of the download.
    address: String,
    #[prop(into)] attempts: Signal<i64>,
    attempt: RwSignal<Option<i64>>,
    current: i64,
) -> impl IntoView {
    let words = words();
    let is_copied = RwSignal::new(false);
    let copy_log = move |_| {
        copy(&log.text_to_copy(), move || {
            is_copied.try_set(true);
        });
    };
    let find = move |_| {
        log.search.is_open.set(true);
        request_animation_frame(|| ui::focus(FIND));
    };
    let toggle_follow = move |_| {
        if log.is_following.get_untracked() {
            log.is_following.set(false);
        } else {
            log.follow();
        }
    };
    let go_to_line = move |event| {
        if let Ok(line) = event_target_value(&event).trim().parse::<u32>() {
            let line = line.clamp(1, log.lines.get_untracked().max(1));
            log.go_to_line(line);
            log.mark(line, line);
            ui::focus(SCREEN);
        }
    };
    let choose_encoding = move |event| {
        let is_gbk = event_target_value(&event) == "gbk";
        log.encoding.set(if is_gbk { Encoding::Gbk } else { Encoding::Utf8 });
        log.search();
    };
    let choose_attempt = move |event| attempt.set(event_target_value(&event).parse().ok());
    let all = move || {
        let step = following.step.with(|step| step.as_ref().map_or(0, |it| it.step_instance_id));
        all_outputs(&following.id.get_value(), step)
    };
    let options = move || {
        let words = words.get();
        (0..=attempts.get())
            .map(|number| {
                view! {
                    <option value=number.to_string() selected=number == current>
                        {(words.attempt_number)(number)}
                    </option>
                }
            })
            .collect_view()
    };
    view! {
        <div class="log-tools">
            <Show when=move || attempts.get() != 0>
                <label class="log-choice">
                    <span class="visually-hidden">{word(|w| w.attempt)}</span>
                    <select id="log-attempt" on:change=choose_attempt>{options}</select>
                </label>
            </Show>
            <button type="button" class="button button-plain button-small" on:click=find>
                {word(|w| w.find)}
            </button>
            <button
                type="button"
                class="button button-plain button-small"
                aria-pressed=move || log.is_following.get().to_string()
                on:click=toggle_follow
            >
                {word(|w| w.follow)}
            </button>
            <button
                type="button"
                class="button button-plain button-small"
                aria-pressed=move || log.is_wrapped.get().to_string()
                on:click=move |_| log.is_wrapped.update(|is_wrapped| *is_wrapped = !*is_wrapped)
            >
                {word(|w| w.wrap)}
            </button>
            <label class="log-choice">
                <span class="quiet">{word(|w| w.go_to_line)}</span>
                <input
                    class="log-line"
                    id="log-line"
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    prop:value=move || log.marked.get().map(|(first, _)| first.to_string()).unwrap_or_default()
                    on:change=go_to_line
                />
            </label>
            <label class="log-choice">
                <span class="visually-hidden">{word(|w| w.encoding)}</span>
                <select id="log-encoding" on:change=choose_encoding>
                    <option value="utf-8">"UTF-8"</option>
                    <option value="gbk">"GBK"</option>
                </select>
            </label>
            <span class="log-tools-space"></span>
            <button type="button" class="button button-plain button-small" on:click=copy_log>
                {move || if is_copied.get() { words.get().log_copied } else { words.get().copy_log }}
            </button>
            <a class="button button-plain button-small" href=address download="" rel="external">
                {word(|w| w.download)}
            </a>
            <a class="button button-plain button-small" href=all download="" rel="external">
                {word(|w| w.download_all)}
            </a>
        </div>
    }
}
