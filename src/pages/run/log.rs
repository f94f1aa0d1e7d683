//! The output of one object, followed to its end. It is hostile text: text nodes only.

use super::state::{Following, key};
use crate::api::{self, ExecuteObject, Next, Piece, follow};
use crate::lang::{Words, word, words};
use leptos::html;
use leptos::prelude::*;

#[component]
pub(super) fn LogPane(
    following: Following,
    job: String,
    step: i64,
    object: ExecuteObject,
) -> impl IntoView {
    let words = words();
    let output = NodeRef::<html::Pre>::new();
    let is_empty = RwSignal::new(true);
    let offset = StoredValue::new(0_u64);
    let name = format!("{} {}", object.resource_id, object.name());
    let key = key(&object);
    // What the object had become when its output was asked for: only then is an end of the output its end.
    let was_ended = StoredValue::new(false);
    follow(
        move |signal| {
            let result = following.objects.with_untracked(|objects| objects.get(&key).cloned());
            was_ended.set_value(result.is_some_and(|result| !matches!(result.status, 5 | 7)));
            api::log(job.clone(), step, object.clone(), offset.get_value(), signal)
        },
        move |answer| match answer {
            Ok(Some(piece)) => {
                let is_new = append(output, &piece, offset.get_value(), words.get_untracked());
                if is_new {
                    is_empty.set(false);
                }
                offset.set_value(piece.next_offset);
                match (piece.next_offset < piece.total_bytes && is_new, was_ended.get_value()) {
                    (true, _) => Next::AtOnce,
                    (false, true) => Next::Never,
                    (false, false) if is_new => Next::Soon,
                    (false, false) => Next::Later,
                }
            }
            Err(error) if !error.is_passing() => Next::Never,
            Ok(None) | Err(_) => Next::Later,
        },
    );
    let title = move || (words.get().output_of)(&name);
    view! {
        <section class="pane log" aria-labelledby="log-title">
            <h2 id="log-title">{title}</h2>
            <Show when=move || is_empty.get()>
                <p class="quiet">{word(|w| w.no_output)}</p>
            </Show>
            <pre class="log-text" node_ref=output tabindex="0" aria-labelledby="log-title"></pre>
        </section>
    }
}

/// Shows what is new of a piece that was asked for from `asked` on; whether there was any.
fn append(output: NodeRef<html::Pre>, piece: &Piece, asked: u64, words: &Words) -> bool {
    let Some(output) = output.get_untracked() else {
        return false;
    };
    if piece.total_bytes == 0 {
        // No output, but why there is none.
        output.set_text_content(Some(&piece.log_content));
        return !piece.log_content.is_empty();
    }
    let is_at_end = output.scroll_top() + output.client_height() >= output.scroll_height() - 4;
    if piece.offset > asked {
        push(&output, &format!("\n{}\n", (words.dropped)(piece.offset - asked)));
    }
    push(&output, &piece.log_content);
    if is_at_end {
        output.set_scroll_top(output.scroll_height());
    }
    piece.next_offset > asked
}

fn push(output: &web_sys::HtmlPreElement, text: &str) {
    if !text.is_empty() {
        let _ = output.append_child(&document().create_text_node(text));
    }
}
