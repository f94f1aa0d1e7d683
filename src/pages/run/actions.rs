//! What can be done about a run now. Each action says first what will happen, in its place.

use super::outcome::Outcome;
use super::state::{Following, Operating};
use super::words::{Words, word, words};
use crate::api::{CONTINUE, IGNORE, RETRY_ALL, RETRY_FAILED, TERMINATE};
use crate::ui::{Button, ErrorBox, focus};
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;

/// In the order in which they stand: what goes on first, what ends last.
const ORDER: [i64; 5] = [CONTINUE, RETRY_FAILED, RETRY_ALL, IGNORE, TERMINATE];

#[component]
pub(super) fn Actions(following: Following) -> impl IntoView {
    let words = words();
    let allowed = Memo::new(move |_| {
        let codes = following.step.with(|step| {
            step.as_ref().map(|step| step.operation_code_list.clone()).unwrap_or_default()
        });
        ORDER.into_iter().filter(|code| codes.contains(code)).collect::<Vec<_>>()
    });
    // What is asked about; another state of the run takes the question away.
    let asked = RwSignal::new(None::<i64>);
    Effect::new(move || {
        let allowed = allowed.get();
        if asked.get().is_some_and(|code| !allowed.contains(&code)) {
            asked.set(None);
        }
    });
    let choose = move |code: i64| {
        asked.set(Some(code));
        // Once the question is there.
        request_animation_frame(|| focus("action-cancel"));
    };
    let cancel = move |code: i64| {
        asked.set(None);
        request_animation_frame(move || focus(&button_id(code)));
    };
    let buttons = move || {
        let words = words.get();
        let buttons = allowed.get().into_iter().map(|code| {
            let class = match code {
                CONTINUE => "button button-primary",
                _ => "button button-plain",
            };
            view! {
                <button type="button" class=class id=button_id(code) on:click=move |_| choose(code)>
                    {label(words, code, following)}
                </button>
            }
        });
        buttons.collect_view()
    };
    let question = move |code: i64| {
        let note = move || note(words.get(), code, following);
        let confirm = Callback::new(move |_: MouseEvent| {
            asked.set(None);
            following.operate(code);
        });
        let on_key = move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                cancel(code);
            }
        };
        let kind = if code == CONTINUE { "primary" } else { "danger" };
        view! {
            <div class="action-question" role="group" aria-labelledby="action-note" on:keydown=on_key>
                <p id="action-note">
                    <strong>{move || label(words.get(), code, following)}</strong>
                    " "
                    {note}
                </p>
                <div class="action-buttons">
                    <button
                        type="button"
                        id="action-cancel"
                        class="button button-plain"
                        on:click=move |_| cancel(code)
                    >
                        {word(|w| w.cancel)}
                    </button>
                    <Button kind on_click=confirm>{word(|w| w.confirm)}</Button>
                </div>
            </div>
        }
    };
    view! {
        <div class="actions" role="group" aria-label=word(|w| w.actions)>
            {move || match (following.operating.get(), asked.get()) {
                (Operating::Now, _) => {
                    view! { <p class="quiet" role="status">{word(|w| w.working)}</p> }.into_any()
                }
                (_, Some(code)) => question(code).into_any(),
                (Operating::No, None) => buttons().into_any(),
                (Operating::Failed(error), None) => {
                    view! {
                        <div class="action-buttons">{buttons()}</div>
                        <ErrorBox error />
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

fn button_id(code: i64) -> String {
    format!("action-{code}")
}

fn label(words: &Words, code: i64, following: Following) -> String {
    match code {
        TERMINATE => words.terminate.to_owned(),
        RETRY_FAILED => words.retry_failed.to_owned(),
        RETRY_ALL => words.retry_all.to_owned(),
        IGNORE => words.ignore.to_owned(),
        _ => (words.go_on)(following.current_batch().unwrap_or(0) + 1),
    }
}

/// What will happen, in numbers.
fn note(words: &Words, code: i64, following: Following) -> String {
    let next = following.step.with(|step| {
        let rolling = step.as_ref()?.rolling.as_ref()?;
        let next = rolling.batch_list.iter().find(|it| it.batch == rolling.current_batch + 1)?;
        Some((next.batch, next.size))
    });
    let mode = following.step.with(|step| step.as_ref()?.rolling.as_ref()?.mode);
    let in_batch = |is_counted: fn(Outcome) -> bool| following.count_in_batch(is_counted);
    match code {
        TERMINATE => {
            let count = |outcome| {
                following.objects.with(|objects| {
                    objects.iter().filter(|result| Outcome::of(result.status) == outcome).count()
                })
            };
            (words.terminate_note)(count(Outcome::Running), count(Outcome::Waiting))
        }
        RETRY_FAILED => {
            let kept = in_batch(|outcome| outcome == Outcome::Succeeded);
            (words.retry_failed_note)(in_batch(|_| true) - kept, kept)
        }
        RETRY_ALL => (words.retry_all_note)(in_batch(|_| true)),
        IGNORE => (words.ignore_note)(next, mode == Some(3)),
        _ => {
            let (batch, size) = next.unwrap_or_default();
            (words.go_on_note)(batch, size)
        }
    }
}
