//! In batches, and whom to tell.

use super::field_name::{FieldName, Part};
use super::state::Form;
use super::text_field::{Choice, TextField};
use crate::lang::compose::{word, words};
use crate::ui::Disclosure;
use fastexec_contract::RollingMode;
use fastexec_contract::rolling::{Expression, normalise};
use fastexec_draft::Edit;
use leptos::prelude::*;

/// The tab that shows the batches.
pub(super) const PLAN: &str = "plan";

#[component]
pub(super) fn Rolling(form: Form, tab: RwSignal<&'static str>) -> impl IntoView {
    let words = words();
    let is_rolling = Memo::new(move |_| form.with(|draft| draft.is_rolling));
    let has_error = form.has_shown_error(Part::Rolling);
    let reading = Memo::new(move |_| {
        let text = form.with(|draft| normalise(&draft.rolling_expression));
        let lang = form.lang.get();
        Expression::parse(&text).ok().map(|expression| expression.reading(lang))
    });
    let sentence = Signal::derive(move || {
        let words = words.get();
        reading.get().unwrap_or_else(|| words.rolling_hint.to_owned())
    });
    let summary = Signal::derive(move || {
        let words = words.get();
        if !is_rolling.get() {
            return words.not_rolling.to_owned();
        }
        reading.get().unwrap_or_default()
    });
    let modes = Signal::derive(move || {
        let words = words.get();
        RollingMode::ALL
            .into_iter()
            .map(|mode| (mode.code().to_string(), (words.rolling_mode_name)(mode).to_owned()))
            .collect::<Vec<_>>()
    });
    let choose = Callback::new(move |value: String| form.put(Edit::RollingMode(value)));
    let toggle = move |event| {
        let is_rolling = event_target_checked(&event);
        form.put(Edit::IsRolling(is_rolling));
        if is_rolling {
            tab.set(PLAN);
        }
    };
    view! {
        <fieldset class="part part-closed">
            <legend class="visually-hidden">{word(|w| w.rolling)}</legend>
            <Disclosure
                title=word(|w| w.rolling)
                summary
                is_needed=Signal::derive(move || is_rolling.get() || has_error.get())
            >
                <label class="check">
                    <input type="checkbox" prop:checked=is_rolling on:change=toggle />
                    {word(|w| w.is_rolling)}
                </label>
                <Show when=move || is_rolling.get()>
                    <div class="row">
                        <TextField
                            form
                            field=FieldName::RollingExpression
                            label=Signal::derive(move || words.get().rolling_expression.to_owned())
                            hint=sentence
                            is_code=true
                        />
                        <Choice
                            form
                            field=FieldName::RollingMode
                            label=Signal::derive(move || words.get().rolling_mode.to_owned())
                            options=modes
                            on_choose=choose
                        />
                    </div>
                </Show>
            </Disclosure>
        </fieldset>
    }
    .into_any()
}

#[component]
pub(super) fn CallbackPart(form: Form) -> impl IntoView {
    let words = words();
    let url = Memo::new(move |_| form.with(|draft| draft.callback_url.clone()));
    let has_error = form.has_shown_error(Part::Callback);
    let summary = Signal::derive(move || {
        let url = url.get();
        if url.is_empty() { words.get().no_callback.to_owned() } else { url }
    });
    view! {
        <fieldset class="part part-closed">
            <legend class="visually-hidden">{word(|w| w.callback)}</legend>
            <Disclosure
                title=word(|w| w.callback)
                summary
                is_needed=Signal::derive(move || !url.with(String::is_empty) || has_error.get())
            >
                <TextField
                    form
                    field=FieldName::CallbackUrl
                    label=Signal::derive(move || words.get().callback_url.to_owned())
                    hint=Signal::derive(move || words.get().callback_hint.to_owned())
                    is_code=true
                />
            </Disclosure>
        </fieldset>
    }
    .into_any()
}
