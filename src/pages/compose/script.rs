//! Task name, the three sources of a script, and the editor.

use super::field_name::{FieldName, Part};
use super::picker::{PickButton, Picking};
use super::state::Form;
use super::text_field::{Choice, TextField};
use super::verdict::sentence;
use crate::lang::compose::{word, words};
use crate::ui::{Button, CodeEditor, Disclosure, Field, FileDrop, Mark, OpenedFile, focus};
use fastexec_contract::{ScriptLanguage, limits};
use fastexec_draft::{Draft, Edit, Hint};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

#[component]
pub(super) fn ScriptPart(form: Form) -> impl IntoView {
    let words = words();
    let hint = move |pick: fn(&crate::lang::compose::Words) -> &'static str| {
        Signal::derive(move || pick(words.get()).to_owned())
    };
    let stored = move || {
        form.with(|draft| {
            let sources = [&draft.script_version_id, &draft.script_id];
            let given: Vec<&str> =
                sources.into_iter().map(|it| it.trim()).filter(|it| !it.is_empty()).collect();
            if given.is_empty() { words.get().unused.to_owned() } else { given.join(" · ") }
        })
    };
    let has_stored = Memo::new(move |_| {
        form.with(|draft| !draft.script_version_id.is_empty() || !draft.script_id.is_empty())
    });
    let stored_error = form.has_shown_error(Part::StoredScript);
    view! {
        <fieldset class="part">
            <legend>{word(|w| w.script)}</legend>
            <TextField
                form
                field=FieldName::TaskName
                label=hint(|w| w.task_name)
                hint=hint(|w| w.task_name_hint)
            />
            <Disclosure
                title=word(|w| w.stored_script)
                summary=Signal::derive(stored)
                is_needed=Signal::derive(move || has_stored.get() || stored_error.get())
            >
                <div class="row">
                    <TextField
                        form
                        field=FieldName::VersionId
                        label=hint(|w| w.script_version_id)
                        hint=hint(|w| w.script_version_id_hint)
                        is_number=true
                    />
                    <TextField
                        form
                        field=FieldName::ScriptId
                        label=hint(|w| w.script_id)
                        hint=hint(|w| w.script_id_hint)
                    />
                    <PickButton form picking=Picking::Scripts label=word(|w| w.choose_script) />
                </div>
            </Disclosure>
            <Inline form />
        </fieldset>
    }
    .into_any()
}

/// The script that is typed.
#[component]
fn Inline(form: Form) -> impl IntoView {
    let words = words();
    let language_label = Signal::derive(move || words.get().script_language.to_owned());
    let options: Vec<(String, String)> = ScriptLanguage::ALL
        .map(|language| (language.code().to_string(), language.name().to_owned()))
        .to_vec();
    let choose = Callback::new(move |value: String| {
        if let Some(language) = value.parse().ok().and_then(ScriptLanguage::from_code) {
            form.put(Edit::Language(language));
        }
    });
    let is_empty = Memo::new(move |_| form.with(|draft| draft.content().trim().is_empty()));
    let start = Callback::new(move |_: MouseEvent| {
        let language = form.with_untracked(Draft::language);
        form.put(Edit::Content(starter(language).to_owned()));
        focus(CONTENT);
    });
    view! {
        <div class="row">
            <Choice
                form
                field=FieldName::Language
                label=language_label
                options
                on_choose=choose
            />
            <div class="row-actions">
                <Show when=move || is_empty.get()>
                    <Button kind="plain" on_click=start>
                        {word(|w| w.starter)}
                    </Button>
                </Show>
            </div>
        </div>
        <Content form />
    }
    .into_any()
}

/// The id of the editor: that of its field.
const CONTENT: &str = "script_content";

#[component]
fn Content(form: Form) -> impl IntoView {
    let words = words();
    let field = FieldName::Content;
    let text = Memo::new(move |_| form.with(|draft| draft.content().to_owned()));
    let language = Memo::new(move |_| form.with(|draft| draft.language().name()));
    let hint = Signal::derive(move || (words.get().bytes)(text.with(String::len)));
    let marks = Signal::derive(move || {
        let words = words.get();
        let dangers = form.hints.get().into_iter().filter_map(|hint| match &hint {
            Hint::Danger(danger) => {
                Some(Mark { range: danger.span.clone(), message: sentence(form, &hint, words) })
            }
            _ => None,
        });
        dangers.collect::<Vec<_>>()
    });
    let open = Callback::new(move |file: OpenedFile| {
        if let Some(language) = language_of(&file.name) {
            form.put(Edit::Language(language));
        }
        form.put(Edit::Content(file.text));
    });
    view! {
        <Field
            id=CONTENT.to_owned()
            label=Signal::derive(move || words.get().script_content.to_owned())
            hint
            messages=form.messages(field)
            is_ignored=form.is_ignored(field)
        >
            <FileDrop max_bytes=limits::SCRIPT_CONTENT_MAX_BYTES on_open=open>
                <CodeEditor
                    id=CONTENT
                    text
                    language
                    is_invalid=form.has_error(field)
                    marks
                    on_input=Callback::new(move |text| form.type_into(field, text))
                    on_leave=Callback::new(move |()| form.leave(field))
                />
            </FileDrop>
        </Field>
    }
    .into_any()
}

/// What the extension of a file says.
fn language_of(name: &str) -> Option<ScriptLanguage> {
    let (_, extension) = name.rsplit_once('.')?;
    Some(match extension.to_ascii_lowercase().as_str() {
        "sh" | "bash" | "ksh" => ScriptLanguage::Shell,
        "bat" | "cmd" => ScriptLanguage::Bat,
        "pl" | "pm" => ScriptLanguage::Perl,
        "py" => ScriptLanguage::Python,
        "ps1" | "psm1" => ScriptLanguage::PowerShell,
        _ => return None,
    })
}

/// A script that says what became of it, in each language.
const fn starter(language: ScriptLanguage) -> &'static str {
    match language {
        ScriptLanguage::Shell => include_str!("starters/shell.sh"),
        ScriptLanguage::Bat => include_str!("starters/bat.bat"),
        ScriptLanguage::Perl => include_str!("starters/perl.pl"),
        ScriptLanguage::Python => include_str!("starters/python.py"),
        ScriptLanguage::PowerShell => include_str!("starters/powershell.ps1"),
    }
}
