use crate::api::{ApiError, Kind};
use crate::lang::{Words, word, words};
use leptos::prelude::*;

/// One clear error; what the server answered is a click away.
#[component]
pub(crate) fn ErrorBox(error: ApiError) -> impl IntoView {
    let words = words();
    let detail = match &error.kind {
        Kind::Refused { status, code } => format!("HTTP {status} · {code}"),
        Kind::Unreadable { status } => format!("HTTP {status}"),
        _ => String::new(),
    };
    let kind = error.kind.clone();
    let message = error.message.clone();
    let sentence = move || match kind {
        Kind::Unreachable => words.get().unreachable.to_owned(),
        Kind::Unreadable { status } => unreadable(status, words.get()).to_owned(),
        Kind::NotFound if message.is_empty() => words.get().not_found.to_owned(),
        _ if message.is_empty() => words.get().not_sent.to_owned(),
        _ => message.clone(),
    };
    let retry_after = move || error.retry_after.map(|seconds| (words.get().retry_after)(seconds));
    let raw = error.raw;
    view! {
        <div class="error-box" role="alert">
            <p>{sentence}</p>
            <p class="quiet">{detail} " " {retry_after}</p>
            {(!raw.is_empty())
                .then(|| {
                    view! {
                        <details>
                            <summary>{word(|w| w.raw_answer)}</summary>
                            <pre class="raw">{raw}</pre>
                        </details>
                    }
                })}
        </div>
    }
    .into_any()
}

/// What an answer means that has a status and nothing that can be read, as servers in between give it.
fn unreadable(status: u16, words: &Words) -> &'static str {
    match status {
        413 => words.too_large,
        429 => words.too_many,
        500.. => words.overloaded,
        _ => words.unreadable,
    }
}
