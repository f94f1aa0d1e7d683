//! Task name, script and parameters.

use super::field_name::FieldName;
use super::state::Form;
use super::text_field::TextField;
use crate::lang::{word, words};
use crate::ui::{CodeEditor, Field, FileDrop, OpenedFile};
use fastexec_contract::{ScriptLanguage, limits};
use fastexec_draft::{Draft, Edit};
use leptos::prelude::*;

#[component]
pub(super) fn ScriptPart(form: Form) -> impl IntoView {
    let words = words();
    view! {
        <fieldset class="part">
            <legend>{word(|w| w.script)}</legend>
            <div class="row">
                <TextField
                    form
                    field=FieldName::TaskName
                    label=word(|w| w.task_name)
                    hint=Signal::derive(move || words.get().task_name_hint.to_owned())
                    value=|draft| &draft.task_name
                    change=Edit::TaskName
                />
                <Language form />
            </div>
            <Content form />
            <Parameters form />
        </fieldset>
    }
}

#[component]
fn Content(form: Form) -> impl IntoView {
    let words = words();
    let field = FieldName::Content;
    let text = Memo::new(move |_| form.draft.with(|draft| draft.content().to_owned()));
    let language = Memo::new(move |_| form.draft.with(|draft| draft.language().name()));
    let hint = Signal::derive(move || (words.get().bytes)(text.with(String::len)));
    let open = Callback::new(move |file: OpenedFile| {
        if let Some(language) = language_of(&file.name) {
            form.edit(Edit::Language(language));
        }
        form.edit(Edit::Content(file.text));
    });
    view! {
        <Field id=field.id() label=word(|w| w.script_content) hint messages=form.messages(field)>
            <FileDrop max_bytes=limits::SCRIPT_CONTENT_MAX_BYTES on_open=open>
                <CodeEditor
                    id=field.id()
                    text
                    language
                    is_invalid=form.has_error(field)
                    on_input=Callback::new(move |text| form.edit(Edit::Content(text)))
                    on_leave=Callback::new(move |()| form.leave(field))
                />
            </FileDrop>
        </Field>
    }
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

#[component]
fn Language(form: Form) -> impl IntoView {
    let choose = move |event| {
        let code = event_target_value(&event).parse().ok();
        if let Some(language) = code.and_then(ScriptLanguage::from_code) {
            form.edit(Edit::Language(language));
        }
    };
    let chosen = Memo::new(move |_| form.draft.with(Draft::language));
    let options = ScriptLanguage::ALL.map(|language| {
        view! {
            <option value=language.code().to_string() selected=move || chosen.get() == language>
                {language.name()}
            </option>
        }
    });
    let field = FieldName::Language;
    view! {
        <Field
            id=field.id()
            label=word(|w| w.script_language)
            hint=String::new()
            messages=form.messages(field)
        >
            <select
                class="input"
                id=field.id()
                prop:value=move || chosen.get().code().to_string()
                on:change=choose
            >
                {options}
            </select>
        </Field>
    }
}

#[component]
fn Parameters(form: Form) -> impl IntoView {
    let words = words();
    let is_sensitive = Memo::new(move |_| form.draft.with(|draft| draft.is_param_sensitive));
    let hint = Signal::derive(move || {
        let words = words.get();
        let length = form.draft.with(|draft| draft.script_param.len());
        let max = if is_sensitive.get() {
            limits::SCRIPT_PARAM_SENSITIVE_MAX_BYTES
        } else {
            limits::SCRIPT_PARAM_MAX_BYTES
        };
        format!("{} {}", words.script_param_hint, (words.bytes_of)(length, max))
    });
    view! {
        <TextField
            form
            field=FieldName::Param
            label=word(|w| w.script_param)
            hint
            value=|draft| &draft.script_param
            change=Edit::ScriptParam
            kind=Signal::derive(move || if is_sensitive.get() { "password" } else { "text" })
            is_code=true
        />
        <label class="check">
            <input
                type="checkbox"
                prop:checked=is_sensitive
                on:change=move |event| form.edit(Edit::IsParamSensitive(event_target_checked(&event)))
            />
            {word(|w| w.is_param_sensitive)}
        </label>
    }
}
