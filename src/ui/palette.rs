use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// A line of a palette.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) key: &'static str,
    pub(crate) run: Callback<()>,
}

/// A list that is searched by typing; the arrow keys choose and Enter runs.
#[component]
pub(crate) fn Palette(
    #[prop(into)] entries: Signal<Vec<Entry>>,
    #[prop(into)] label: Signal<&'static str>,
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let found = Signal::derive(move || {
        let wanted = search.get().trim().to_lowercase();
        let fits =
            |entry: &Entry| wanted.split(' ').all(|word| entry.name.to_lowercase().contains(word));
        entries.get().into_iter().filter(fits).collect::<Vec<_>>()
    });
    let run = move |index: usize| {
        if let Some(entry) = found.get_untracked().into_iter().nth(index) {
            is_open.set(false);
            // Once the dialog is gone: what runs may move the focus, or open another one.
            request_animation_frame(move || entry.run.run(()));
        }
    };
    let pressed = move |event: KeyboardEvent| {
        let last = found.with_untracked(Vec::len).saturating_sub(1);
        let now = at.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => at.set(if now >= last { 0 } else { now + 1 }),
            "ArrowUp" => at.set(if now == 0 { last } else { now - 1 }),
            "Enter" if !event.is_composing() => run(now),
            _ => return,
        }
        event.prevent_default();
    };
    let rows = move || {
        let rows = found.get().into_iter().enumerate().map(|(index, entry)| {
            view! {
                <li
                    role="option"
                    class="palette-row"
                    id=format!("palette-{index}")
                    aria-selected=move || (at.get() == index).to_string()
                    on:click=move |_| run(index)
                >
                    <span>{entry.name}</span>
                    {(!entry.key.is_empty()).then(|| view! { <kbd class="key">{entry.key}</kbd> })}
                </li>
            }
        });
        rows.collect_view()
    };
    view! {
        <input
            class="input"
            id="palette-search"
            role="combobox"
            aria-expanded="true"
            aria-controls="palette-list"
            aria-activedescendant=move || format!("palette-{}", at.get())
            aria-label=label
            placeholder=label
            autocomplete="off"
            spellcheck="false"
            autofocus=true
            on:input=move |event| {
                search.set(event_target_value(&event));
                at.set(0);
            }
            on:keydown=pressed
        />
        <ul class="palette" id="palette-list" role="listbox" aria-label=label>
            {rows}
        </ul>
    }
    .into_any()
}
