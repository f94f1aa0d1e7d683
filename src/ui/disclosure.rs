use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;

/// A part that is closed while nothing in it is used: its title, and one line that sums it up.
#[component]
pub(crate) fn Disclosure(
    #[prop(into)] title: Signal<&'static str>,
    #[prop(into)] summary: Signal<String>,
    /// Opens it whenever it becomes true. Closing is left to people.
    #[prop(into)]
    is_needed: Signal<bool>,
    /// For whom it concerns.
    #[prop(default = RwSignal::new(false))]
    is_open: RwSignal<bool>,
    children: Children,
) -> impl IntoView {
    let details = NodeRef::<html::Details>::new();
    is_open.set(is_needed.get_untracked());
    Effect::new(move || {
        if let Some(details) = details.get().filter(|_| is_needed.get()) {
            details.set_open(true);
        }
    });
    let toggled = move |_: Event| {
        is_open.set(details.get_untracked().is_some_and(|details| details.open()));
    };
    view! {
        <details node_ref=details class="disclosure" on:toggle=toggled>
            <summary class="disclosure-head">
                <span class="disclosure-title">{title}</span>
                <Show when=move || !is_open.get()>
                    <span class="disclosure-summary quiet">{summary}</span>
                </Show>
            </summary>
            <div class="disclosure-body">{children()}</div>
        </details>
    }
    .into_any()
}
