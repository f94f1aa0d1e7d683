//! Everything that is wrong or doubtful, each a way to its field.

use super::field_name::FieldName;
use super::state::{Form, SUMMARY};
use crate::lang::{lang, word, words};
use crate::ui::focus;
use fastexec_contract::{Finding, Lang, Severity};
use leptos::prelude::*;

/// Findings that are listed; more are counted above.
const LISTED_MAX: usize = 200;

#[component]
pub(super) fn VerdictPane(form: Form) -> impl IntoView {
    let (lang, words) = (lang(), words());
    let summary = move || {
        form.verdict.with(|verdict| {
            let (errors, warnings) =
                (verdict.report.errors().count(), verdict.report.warnings().count());
            if errors + warnings == 0 {
                words.get().verdict_good.to_owned()
            } else {
                (words.get().verdict_counts)(errors, warnings)
            }
        })
    };
    let rows = move || {
        form.verdict.with(|verdict| {
            let findings = verdict.report.findings().iter().take(LISTED_MAX);
            findings.map(|finding| row(finding, lang.get())).collect_view()
        })
    };
    view! {
        <section class="pane" aria-labelledby="verdict-title">
            <h2 id="verdict-title">{word(|w| w.verdict)}</h2>
            <p
                id=SUMMARY
                tabindex="-1"
                class="verdict-summary"
                class:is-good=move || form.verdict.with(|verdict| verdict.report.is_valid())
                role="status"
            >
                {summary}
            </p>
            <ol class="findings">{rows}</ol>
        </section>
    }
}

fn row(finding: &Finding, lang: Lang) -> impl IntoView + use<> {
    let field = FieldName::of_pointer(&finding.pointer);
    let is_error = finding.severity() == Severity::Error;
    let severity = if is_error { word(|w| w.error) } else { word(|w| w.warning) };
    view! {
        <li class=if is_error { "finding is-error" } else { "finding is-warning" }>
            <button type="button" class="finding-link" on:click=move |_| focus(field.id())>
                <span class="finding-severity">{severity}</span>
                " "
                <code class="finding-pointer">{finding.pointer.clone()}</code>
                " "
                <span class="finding-message">{finding.message(lang)}</span>
            </button>
        </li>
    }
}
