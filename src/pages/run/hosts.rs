//! What became of each object: a table of any length, of which a screenful is drawn.

use super::head::duration;
use super::outcome::Outcome;
use super::shown::{Column, Filter, Sort};
use super::state::{Following, key};
use super::subset::Subset;
use super::words::{word, words};
use crate::lang;
use leptos::ev::{Event, KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use std::ops::Range;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Pixels of a row, as `style/hosts.css` has it.
const ROW: f64 = 30.0;
/// Rows that are drawn beyond what is seen.
const MARGIN: usize = 6;
/// Of the heading, which stays.
const HEADING: f64 = 30.0;

#[component]
pub(super) fn Hosts(following: Following) -> impl IntoView {
    let words = words();
    let scroller = NodeRef::<html::Div>::new();
    let (top, height) = (RwSignal::new(0.0), RwSignal::new(600.0));
    let measure = move || {
        if let Some(scroller) = scroller.get_untracked() {
            height.set(f64::from(scroller.client_height()));
        }
    };
    Effect::new(move || {
        if scroller.get().is_some() {
            measure();
        }
    });
    let resize = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || resize.remove());
    let count = Memo::new(move |_| following.shown.with(Vec::len));
    let window = Memo::new(move |_| drawn(top.get(), height.get(), count.get()));
    let rows = move || {
        let window = window.get();
        following.shown.with(|shown| shown.get(window).map(<[usize]>::to_vec).unwrap_or_default())
    };
    // One listener for all rows.
    let select = move |event: MouseEvent| {
        if let Some(row) = row_of(&event) {
            select_row(following, row, false);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            "PageDown" => 10,
            "PageUp" => -10,
            "Home" => i64::MIN / 2,
            "End" => i64::MAX / 2,
            _ => return,
        };
        event.prevent_default();
        move_selection(following, scroller, step);
    };
    let on_scroll = move |event: Event| {
        top.set(f64::from(event_target::<Element>(&event).scroll_top()));
    };
    let has_batches = Memo::new(move |_| {
        following.step.with(|step| step.as_ref().is_some_and(|it| it.rolling.is_some()))
    });
    let filter_text = move |event| {
        let text = event_target_value(&event);
        following.filter.update(|filter| filter.text = text);
    };
    let space = move |rows: usize| format!("{}px", (rows as f64 * ROW) as u64);
    view! {
        <div class="hosts-tools">
            <label class="visually-hidden" for="hosts-filter">{word(|w| w.filter)}</label>
            <input
                id="hosts-filter"
                class="input"
                type="search"
                placeholder=word(|w| w.filter)
                prop:value=move || following.filter.with(|filter| filter.text.clone())
                on:input=filter_text
            />
            <span class="quiet hosts-count" role="status">
                {move || (words.get().shown_of)(count.get(), following.objects.with(Vec::len))}
            </span>
            <Show when=move || following.filter.with(|filter| !filter.is_empty())>
                <button
                    type="button"
                    class="button button-plain button-small"
                    on:click=move |_| following.filter.set(Filter::default())
                >
                    {word(|w| w.clear_filter)}
                </button>
            </Show>
        </div>
        <div class="hosts" node_ref=scroller on:scroll=on_scroll>
            <table
                class="table"
                aria-rowcount=move || (count.get() + 1).to_string()
                on:click=select
                on:keydown=on_key
            >
                <thead>
                    <tr aria-rowindex="1">
                        <Heading following column=Column::Object label=lang::word(|w| w.object) />
                        <Heading following column=Column::State label=lang::word(|w| w.state) />
                        <Heading following column=Column::ExitCode label=lang::word(|w| w.exit_code) is_number=true />
                        <Heading following column=Column::Time label=lang::word(|w| w.duration) is_number=true />
                        <Show when=move || has_batches.get()>
                            <Heading following column=Column::Order label=word(|w| w.batch_column) is_number=true />
                        </Show>
                        <Heading following column=Column::Tag label=lang::word(|w| w.tag) />
                    </tr>
                </thead>
                <tbody>
                    <tr class="hosts-space" aria-hidden="true" style:height=move || space(window.get().start)>
                    </tr>
                    <For each=rows key=|index| *index children=move |index| view! { <Row following index has_batches /> } />
                    <tr
                        class="hosts-space"
                        aria-hidden="true"
                        style:height=move || space(count.get() - window.get().end.min(count.get()))
                    ></tr>
                </tbody>
            </table>
            <Show when=move || count.get() == 0>
                <p class="quiet hosts-empty">{word(|w| w.nothing_shown)}</p>
            </Show>
        </div>
        <Subset following />
    }
}

/// The rows to draw.
fn drawn(top: f64, height: f64, count: usize) -> Range<usize> {
    let first = ((top / ROW) as usize).saturating_sub(MARGIN);
    let rows = (height / ROW).ceil() as usize + 2 * MARGIN;
    let first = first.min(count.saturating_sub(rows));
    first..(first + rows).min(count)
}

#[component]
fn Heading(
    following: Following,
    column: Column,
    label: Signal<&'static str>,
    #[prop(optional)] is_number: bool,
) -> impl IntoView {
    let words = words();
    let order = move || {
        let sort = following.sort.get();
        match (sort.by == column, sort.is_descending) {
            (false, _) => "none",
            (true, false) => "ascending",
            (true, true) => "descending",
        }
    };
    let sort = move |_| {
        following.sort.update(|sort| {
            let is_descending = sort.by == column && !sort.is_descending;
            *sort = Sort { by: column, is_descending };
        });
    };
    view! {
        <th scope="col" class:number=is_number aria-sort=order>
            <button type="button" class="heading" title=move || (words.get().sort_by)(label.get()) on:click=sort>
                {label}
            </button>
        </th>
    }
}

#[component]
fn Row(following: Following, index: usize, has_batches: Memo<bool>) -> impl IntoView {
    let words = lang::words();
    let result = Memo::new(move |_| following.objects.with(|objects| objects.get(index).cloned()));
    let is_selected = Memo::new(move |_| {
        result.with(|result| {
            let key = result.as_ref().map(|result| key(&result.execute_object));
            following.selected.with(|selected| selected.is_some() && *selected == key)
        })
    });
    let position = move || {
        let place = following.shown.with(|shown| shown.iter().position(|it| *it == index));
        place.map(|place| (place + 2).to_string())
    };
    let cells = move || {
        let words = words.get();
        let result = result.get()?;
        let object = &result.execute_object;
        let kind = words.kind(object.r#type);
        Some(view! {
            <td>
                <button
                    type="button"
                    class="row-name"
                    id=format!("object-{}-{}", object.r#type, object.resource_id)
                    tabindex=move || if is_selected.get() { "0" } else { "-1" }
                    aria-pressed=move || is_selected.get().to_string()
                >
                    {format!("{kind} {}", object.resource_id)}
                </button>
                " "
                <span class="quiet">{object.name().to_owned()}</span>
            </td>
            <td>
                <span class=format!("state is-{}", Outcome::of(result.status).look())>
                    {(words.object_status)(result.status)}
                </span>
            </td>
            <td class="number">{result.exit_code.map(|code| code.to_string())}</td>
            <td class="number">{result.total_time.map(|time| duration(time, true))}</td>
            <Show when=move || has_batches.get()>
                <td class="number">{result.batch}</td>
            </Show>
            <td class="tag" title=result.tag.clone()>{result.tag.clone()}</td>
        })
    };
    view! {
        <tr data-index=index.to_string() aria-rowindex=position class:is-selected=is_selected>
            {cells}
        </tr>
    }
}

fn row_of(event: &MouseEvent) -> Option<usize> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("tr[data-index]").ok()??.get_attribute("data-index")?.parse().ok()
}

fn select_row(following: Following, index: usize, takes_focus: bool) {
    let object = following
        .objects
        .with_untracked(|objects| objects.get(index).map(|result| result.execute_object.clone()));
    let Some(object) = object else {
        return;
    };
    following.selected.set(Some(key(&object)));
    if takes_focus {
        let id = format!("object-{}-{}", object.r#type, object.resource_id);
        // Once the row is drawn.
        request_animation_frame(move || request_animation_frame(move || crate::ui::focus(&id)));
    }
}

/// Selects another of the shown rows, and brings it into view.
fn move_selection(following: Following, scroller: NodeRef<html::Div>, step: i64) {
    let shown = following.shown.get_untracked();
    let Some(last) = shown.len().checked_sub(1) else {
        return;
    };
    let at = following.selected.with_untracked(|selected| {
        following.objects.with_untracked(|objects| {
            shown.iter().position(|index| Some(key(&objects[*index].execute_object)) == *selected)
        })
    });
    let at = i64::try_from(at.unwrap_or(0)).unwrap_or(0);
    let next = at.saturating_add(step).clamp(0, i64::try_from(last).unwrap_or(0));
    let next = usize::try_from(next).unwrap_or(0);
    if let Some(scroller) = scroller.get_untracked() {
        let (place, top) = (next as f64 * ROW, f64::from(scroller.scroll_top()));
        let room = f64::from(scroller.client_height()) - HEADING;
        // No further than needed.
        let wanted = top.min(place).max(place + ROW - room);
        scroller.set_scroll_top(wanted as i32);
    }
    select_row(following, shown[next], true);
}

#[cfg(test)]
mod tests {
    use super::drawn;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_screenful_is_drawn() {
        assert_eq!(drawn(0.0, 600.0, 0), 0..0);
        assert_eq!(drawn(0.0, 600.0, 5), 0..5);
        assert_eq!(drawn(0.0, 600.0, 10_000), 0..32);
        assert_eq!(drawn(3000.0, 600.0, 10_000), 94..126);
        // Fewer rows than before: scrolled beyond their end.
        assert_eq!(drawn(299_400.0, 600.0, 40), 8..40);
    }
}
