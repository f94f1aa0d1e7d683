//! What Compose can do from the keyboard.

use super::field_name::FieldName;
use super::request_pane::{EDITOR, Showing};
use super::resolve::go_to_targets;
use super::rolling::PLAN;
use super::state::Form;
use super::{REQUEST, link::link_of};
use crate::commands::{self, Command, is_chord, is_single_key, on_key};
use crate::lang::compose::{Words, words};
use crate::ui::{copy_text, focus};
use fastexec_draft::Draft;
use leptos::prelude::*;

pub(super) fn add(form: Form, tab: RwSignal<&'static str>, showing: RwSignal<Showing>) {
    on_key(move |event| {
        if is_chord(event, "Enter") {
            form.run();
        } else if is_single_key(event, "/") {
            go_to_targets();
        } else {
            return false;
        }
        true
    });
    let words = words();
    let command = |name: fn(&Words) -> String, key: &'static str, run: Callback<()>| Command {
        name: Signal::derive(move || name(words.get())),
        key,
        run,
    };
    let go = |name: fn(&Words) -> String, key: &'static str, field: FieldName| {
        command(name, key, Callback::new(move |()| focus(&field.id())))
    };
    let edit = Callback::new(move |()| {
        tab.set(REQUEST);
        showing.set(Showing::Editor);
        request_animation_frame(|| focus(EDITOR));
    });
    let copy = |copied: fn(Form) -> Option<String>| {
        Callback::new(move |()| {
            if let Some(text) = copied(form) {
                copy_text(&text);
            }
        })
    };
    commands::add(vec![
        command(|w| w.run.to_owned(), "Ctrl+Enter", Callback::new(move |()| form.run())),
        go(|w| (w.go_to)(w.task_name), "", FieldName::TaskName),
        go(|w| (w.go_to)(w.script_content), "", FieldName::Content),
        go(|w| (w.go_to)(w.script_version_id), "", FieldName::VersionId),
        go(|w| (w.go_to)(w.parameters), "", FieldName::Param),
        go(|w| (w.go_to)(w.timeout), "", FieldName::Timeout),
        go(|w| (w.go_to)(w.account_id), "", FieldName::AccountId),
        go(|w| (w.go_to)(w.targets), "/", FieldName::HostIds),
        go(|w| (w.go_to)(w.container_ids), "", FieldName::ContainerIds),
        go(|w| (w.go_to)(w.callback_url), "", FieldName::CallbackUrl),
        command(|w| w.resolve.to_owned(), "", Callback::new(move |()| form.resolve(|_| ()))),
        command(|w| w.show_plan.to_owned(), "", Callback::new(move |()| tab.set(PLAN))),
        command(|w| w.import.to_owned(), "", edit),
        command(
            |w| w.copy_json.to_owned(),
            "",
            copy(|form| Some(form.judged.with_untracked(|it| it.shown.clone()))),
        ),
        command(
            |w| w.copy_curl.to_owned(),
            "",
            copy(|form| {
                Some(form.with_untracked(|draft| draft.to_curl(&super::request_pane::address())))
            }),
        ),
        command(|w| w.copy_link.to_owned(), "", copy(|form| form.with_untracked(link_of).ok())),
        command(|w| w.undo.to_owned(), "", Callback::new(move |()| form.undo())),
        command(|w| w.redo.to_owned(), "", Callback::new(move |()| form.redo())),
        command(
            |w| w.clear.to_owned(),
            "",
            Callback::new(move |()| form.replace(Draft::default(), false)),
        ),
    ]);
}
