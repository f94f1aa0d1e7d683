//! Task name, script and parameters.

use super::field_name::FieldName;
use super::state::Form;
use crate::lang::{word, words};
use crate::ui::{Field, described_by};
use fastexec_contract::{ScriptLanguage, limits};
use fastexec_draft::Edit;
use leptos::prelude::*;

#[component]
pub(super) fn ScriptPart(form: Form) -> impl IntoView {
    let words = words();
    let draft = form.draft;
    let choose_language = move |event| {
        let code = event_target_value(&event).parse().ok();
        if let Some(language) = code.and_then(ScriptLanguage::from_code) {
            form.edit(Edit::Language(language));
        }
    };
    let content_hint =
        Signal::derive(move || (words.get().bytes)(draft.with(|draft| draft.content().len())));
    view! {
        <fieldset class="part">
            <legend>{word(|w| w.script)}</legend>
            <div class="row">
                <Field
                    id=FieldName::TaskName.id()
                    label=word(|w| w.task_name)
                    hint=Signal::derive(move || words.get().task_name_hint.to_owned())
                    messages=form.messages(FieldName::TaskName)
                >
                    <input
                        class="input"
                        id=FieldName::TaskName.id()
                        type="text"
                        autocomplete="off"
                        aria-describedby=described_by(FieldName::TaskName.id())
                        aria-invalid=move || form.has_error(FieldName::TaskName).get().to_string()
                        prop:value=move || draft.with(|draft| draft.task_name.clone())
                        on:input=move |event| form.edit(Edit::TaskName(event_target_value(&event)))
                        on:blur=move |_| form.leave(FieldName::TaskName)
                    />
                </Field>
                <Field
                    id=FieldName::Language.id()
                    label=word(|w| w.script_language)
                    hint=String::new()
                    messages=form.messages(FieldName::Language)
                >
                    <select
                        class="input"
                        id=FieldName::Language.id()
                        prop:value=move || draft.with(|draft| draft.language().code().to_string())
                        on:change=choose_language
                    >
                        {ScriptLanguage::ALL
                            .into_iter()
                            .map(|language| {
                                let is_chosen = move || draft.with(|draft| draft.language() == language);
                                view! {
                                    <option value=language.code().to_string() selected=is_chosen>
                                        {language.name()}
                                    </option>
                                }
                            })
                            .collect_view()}
                    </select>
                </Field>
            </div>
            <Field
                id=FieldName::Content.id()
                label=word(|w| w.script_content)
                hint=content_hint
                messages=form.messages(FieldName::Content)
            >
                <textarea
                    class="input code"
                    id=FieldName::Content.id()
                    rows="12"
                    spellcheck="false"
                    autocomplete="off"
                    aria-describedby=described_by(FieldName::Content.id())
                    aria-invalid=move || form.has_error(FieldName::Content).get().to_string()
                    prop:value=move || draft.with(|draft| draft.content().to_owned())
                    on:input=move |event| form.edit(Edit::Content(event_target_value(&event)))
                    on:blur=move |_| form.leave(FieldName::Content)
                ></textarea>
            </Field>
            <Parameters form />
        </fieldset>
    }
}

#[component]
fn Parameters(form: Form) -> impl IntoView {
    let words = words();
    let draft = form.draft;
    let is_sensitive = Memo::new(move |_| draft.with(|draft| draft.is_param_sensitive));
    let hint = Signal::derive(move || {
        let words = words.get();
        let length = draft.with(|draft| draft.script_param.len());
        let max = if is_sensitive.get() {
            limits::SCRIPT_PARAM_SENSITIVE_MAX_BYTES
        } else {
            limits::SCRIPT_PARAM_MAX_BYTES
        };
        format!("{} {}", words.script_param_hint, (words.bytes_of)(length, max))
    });
    view! {
        <Field
            id=FieldName::Param.id()
            label=word(|w| w.script_param)
            hint=hint
            messages=form.messages(FieldName::Param)
        >
            <input
                class="input code"
                id=FieldName::Param.id()
                type=move || if is_sensitive.get() { "password" } else { "text" }
                spellcheck="false"
                autocomplete="off"
                aria-describedby=described_by(FieldName::Param.id())
                aria-invalid=move || form.has_error(FieldName::Param).get().to_string()
                prop:value=move || draft.with(|draft| draft.script_param.clone())
                on:input=move |event| form.edit(Edit::ScriptParam(event_target_value(&event)))
                on:blur=move |_| form.leave(FieldName::Param)
            />
        </Field>
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
