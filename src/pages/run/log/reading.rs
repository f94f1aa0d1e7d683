//! Reads an output from the gateway, from where it was left, until it has ended.

use super::{Log, Progress, Shown};
use crate::api::{Heard, Next, OutputOf, follow};
use crate::pages::run::outcome::Outcome;
use crate::pages::run::state::{Following, key};
use leptos::prelude::*;

/// Bytes that room is made for at once; what comes bit by bit finds its room by itself.
const MUCH: u64 = 1024 * 1024;

/// Whether the attempt that is shown has ended. An attempt that was followed by another has.
pub(super) fn is_ended(following: Following, shown: &Shown) -> bool {
    following.objects.with_untracked(|objects| {
        let result = objects.iter().find(|result| key(&result.execute_object) == shown.object);
        result.is_some_and(|result| {
            result.execute_count > shown.execute_count || !Outcome::of(result.status).is_open()
        })
    })
}

/// Reads for as long as the present owner lives.
pub(super) fn read(log: Log, following: Following, shown: &Shown, output: OutputOf) {
    let offset = StoredValue::new(0_u64);
    // Only what was asked for when the object had ended already comes to the end of its output.
    let was_ended = StoredValue::new(false);
    let shown = shown.clone();
    let follower = follow(
        {
            let shown = shown.clone();
            move |signal| {
                was_ended.set_value(is_ended(following, &shown));
                let output = output.clone();
                let reason = output.clone();
                async move {
                    output
                        .read(offset.get_value(), signal.clone(), move |it| hear(log, offset, it))
                        .await?;
                    let is_empty = log.progress.try_get_untracked().is_some_and(|it| it.total == 0);
                    if is_empty && was_ended.try_get_value() == Some(true) {
                        // Only the companion endpoint says why there is none.
                        reason.read_text(0, signal, move |it| hear(log, offset, it)).await?;
                    }
                    Ok(())
                }
            }
        },
        {
            let before = StoredValue::new(0_u64);
            move |answer| match answer {
                Ok(()) => {
                    let (at, last) = (offset.get_value(), before.get_value());
                    before.set_value(at);
                    let progress = log.progress.get_untracked();
                    if progress.is_too_long {
                        return Next::WhenWoken;
                    }
                    match (at < progress.total && at > last, was_ended.get_value()) {
                        (true, _) => Next::AtOnce,
                        (false, is_ended) => {
                            loaded(log, is_ended);
                            match is_ended {
                                true => Next::WhenWoken,
                                false if at > last => Next::Soon,
                                false => Next::Later,
                            }
                        }
                    }
                }
                Err(error) if !error.is_passing() => {
                    log.reason.set(Some(error.message));
                    Next::WhenWoken
                }
                Err(_) => Next::Later,
            }
        },
    );
    // The end of the object may be the end of a pause.
    let has_ended = Memo::new(move |_| {
        following.objects.track();
        is_ended(following, &shown)
    });
    Effect::new(move || {
        if has_ended.get() {
            follower.wake();
        }
    });
}

fn hear(log: Log, offset: StoredValue<u64>, heard: Heard<'_>) {
    match heard {
        Heard::Head { offset: at, total_bytes } => {
            let asked = offset.get_value();
            log.rows.update_value(|rows| {
                if at > asked {
                    rows.gap(at - asked);
                }
                let more = total_bytes.saturating_sub(at);
                if more > MUCH {
                    rows.reserve(usize::try_from(more).unwrap_or(0));
                }
            });
            offset.set_value(at);
            log.progress.update(|progress| progress.total = total_bytes.max(at));
        }
        Heard::Bytes(bytes) => {
            let has_room = log.rows.try_update_value(|rows| {
                let has_room = rows.has_room(bytes.len());
                rows.append(bytes);
                has_room
            });
            let at = offset.get_value() + bytes.len() as u64;
            offset.set_value(at);
            log.progress.update(|progress| {
                progress.loaded = at;
                progress.total = progress.total.max(at);
                progress.is_too_long |= has_room == Some(false);
            });
            log.grown();
        }
        Heard::Next(at) => offset.set_value(at),
        Heard::Reason(text) => log.reason.set(Some(text.to_owned())),
    }
}

fn loaded(log: Log, is_ended: bool) {
    if is_ended {
        log.rows.update_value(fastexec_ansi::Rows::end);
    }
    log.grown();
    let progress = log.progress.get_untracked();
    let next = Progress { is_loaded: true, is_ended, ..progress };
    if next != progress {
        log.progress.set(next);
    }
}
