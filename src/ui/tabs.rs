use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// Tabs over panels that the page has: the panel of a tab `x` has the id `x-panel`, and is labelled by `x-tab`. The
/// arrow keys move between them.
#[component]
pub(crate) fn Tabs(
    #[prop(into)] label: Signal<&'static str>,
    /// Names for the page, and words for people.
    tabs: Vec<(&'static str, Signal<&'static str>)>,
    chosen: RwSignal<&'static str>,
) -> impl IntoView {
    let names: Vec<&'static str> = tabs.iter().map(|(name, _)| *name).collect();
    let moved = move |event: KeyboardEvent| {
        let at = names.iter().position(|name| *name == chosen.get_untracked()).unwrap_or(0);
        let next = match event.key().as_str() {
            "ArrowRight" => (at + 1) % names.len(),
            "ArrowLeft" => (at + names.len() - 1) % names.len(),
            "Home" => 0,
            "End" => names.len() - 1,
            _ => return,
        };
        event.prevent_default();
        chosen.set(names[next]);
        super::focus(&format!("{}-tab", names[next]));
    };
    let buttons = tabs.into_iter().map(|(name, word)| {
        view! {
            <button
                type="button"
                role="tab"
                class="tab"
                id=format!("{name}-tab")
                aria-controls=format!("{name}-panel")
                aria-selected=move || (chosen.get() == name).to_string()
                tabindex=move || if chosen.get() == name { "0" } else { "-1" }
                on:click=move |_| chosen.set(name)
            >
                {word}
            </button>
        }
    });
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=moved>
            {buttons.collect_view()}
        </div>
    }
    .into_any()
}
