//! Everything that is wrong, doubtful or worth a second look, each a way to its field.

use super::field_name::FieldName;
use super::state::{Form, SUMMARY};
use crate::lang::compose::{Words, word, words};
use crate::ui::focus;
use fastexec_contract::{Finding, Lang, Severity};
use fastexec_draft::Hint;
use leptos::prelude::*;

/// Findings that are listed; more are counted above.
const LISTED_MAX: usize = 100;

#[component]
pub(super) fn VerdictPane(form: Form) -> impl IntoView {
    let words = words();
    let summary = move || {
        let hints = form.hints.with(Vec::len);
        form.judged.with(|judged| {
            let (errors, warnings) = (judged.errors(), judged.warnings());
            match (errors + warnings, hints) {
                (0, 0) => words.get().verdict_good.to_owned(),
                (0, _) => {
                    format!("{} {}", words.get().verdict_good, (words.get().hint_count)(hints))
                }
                _ => (words.get().verdict_counts)(errors, warnings),
            }
        })
    };
    let rows = move || {
        let lang = form.lang.get();
        form.judged.with(|judged| {
            let findings = judged.in_form_order(LISTED_MAX).into_iter();
            findings.map(|finding| row(form, finding, lang)).collect_view()
        })
    };
    let hints = move || {
        let words = words.get();
        let hints = form.hints.get();
        hints.into_iter().take(LISTED_MAX).map(|hint| hint_row(form, &hint, words)).collect_view()
    };
    view! {
        <section class="pane" aria-labelledby="verdict-title">
            <h2 id="verdict-title">{word(|w| w.verdict)}</h2>
            <p
                id=SUMMARY
                tabindex="-1"
                class="verdict-summary"
                class:is-good=move || form.judged.with(super::judged::Judged::is_valid)
                role="status"
            >
                {summary}
            </p>
            <ol class="findings">{rows}</ol>
            <ul class="findings hints" aria-label=word(|w| w.hints)>
                {hints}
            </ul>
        </section>
    }
    .into_any()
}

fn row(form: Form, finding: &Finding, lang: Lang) -> impl IntoView + use<> {
    let pointer = finding.pointer.clone();
    let is_error = finding.severity() == Severity::Error;
    let severity = if is_error { word(|w| w.error) } else { word(|w| w.warning) };
    view! {
        <li class=if is_error { "finding is-error" } else { "finding is-warning" }>
            <button type="button" class="finding-link" on:click=move |_| form.go_to(&pointer)>
                <span class="finding-severity">{severity}</span>
                " "
                <code class="finding-pointer">{finding.pointer.clone()}</code>
                " "
                <span class="finding-message">{finding.message(lang)}</span>
            </button>
        </li>
    }
}

fn hint_row(form: Form, hint: &Hint, words: &'static Words) -> impl IntoView + use<> {
    let text = sentence(form, hint, words);
    let field = match hint {
        Hint::Danger(_) => FieldName::Content,
        Hint::ManyAtOnce { .. } => FieldName::HostIds,
        Hint::WholeScope { pointer } => FieldName::of_pointer(pointer),
    };
    view! {
        <li class="finding is-hint">
            <button type="button" class="finding-link" on:click=move |_| focus(&field.id())>
                <span class="finding-severity">{words.hint}</span>
                " "
                <span class="finding-message">{text}</span>
            </button>
        </li>
    }
}

/// A hint in words; a dangerous statement is quoted.
pub(super) fn sentence(form: Form, hint: &Hint, words: &Words) -> String {
    match hint {
        Hint::ManyAtOnce { count } => (words.many_at_once)(*count),
        Hint::WholeScope { .. } => words.whole_scope.to_owned(),
        Hint::Danger(danger) => {
            let quoted = form.with_untracked(|draft| {
                draft.content().get(danger.span.clone()).unwrap_or_default().to_owned()
            });
            (words.danger)(danger.line, &quoted, danger.kind)
        }
    }
}
