//! Which runs are listed. The address says it too, so that a list can be kept and passed on.

use crate::api::Filter;
use crate::lang;
use crate::pages::run::text::word;
use js_sys::{Date, decode_uri_component, encode_uri_component};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// States that a run can be in when somebody looks for it.
const STATES: [i64; 7] = [2, 3, 4, 7, 9, 10, 11];

#[component]
pub(super) fn Filters(filter: RwSignal<Filter>) -> impl IntoView {
    let states = lang::words();
    // Another list begins at its beginning.
    let change = move |set: &dyn Fn(&mut Filter)| {
        filter.update(|filter| {
            set(filter);
            filter.offset = 0;
        });
    };
    let options = move || {
        let states = states.get();
        let chosen = filter.with_untracked(|filter| filter.status.clone());
        STATES
            .into_iter()
            .map(|state| {
                let is_chosen = chosen == state.to_string();
                view! {
                    <option value=state.to_string() selected=is_chosen>{(states.run_status)(state)}</option>
                }
            })
            .collect_view()
    };
    view! {
        <form class="history-filters" role="search" on:submit=move |event| event.prevent_default()>
            <label class="field">
                <span class="field-label">{word(|w| w.history_name)}</span>
                <input
                    class="input"
                    id="history-name"
                    type="search"
                    prop:value=move || filter.with(|filter| filter.name.clone())
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        change(&|filter| filter.name = text.clone());
                    }
                />
            </label>
            <label class="field">
                <span class="field-label">{word(|w| w.history_state)}</span>
                <select
                    class="input"
                    id="history-state"
                    on:change=move |event| {
                        let state = event_target_value(&event);
                        change(&|filter| filter.status = state.clone());
                    }
                >
                    <option value="">{word(|w| w.history_any)}</option>
                    {options}
                </select>
            </label>
            <label class="field">
                <span class="field-label">{word(|w| w.history_person)}</span>
                <input
                    class="input"
                    id="history-person"
                    type="search"
                    prop:value=move || filter.with(|filter| filter.operator.clone())
                    on:change=move |event| {
                        let text = event_target_value(&event);
                        change(&|filter| filter.operator = text.clone());
                    }
                />
            </label>
            <label class="field">
                <span class="field-label">{word(|w| w.history_from)}</span>
                <input
                    class="input"
                    id="history-from"
                    type="datetime-local"
                    on:change=move |event| {
                        let time = milliseconds(&event_target_value(&event));
                        change(&|filter| filter.create_time_start = time);
                    }
                />
            </label>
            <label class="field">
                <span class="field-label">{word(|w| w.history_to)}</span>
                <input
                    class="input"
                    id="history-to"
                    type="datetime-local"
                    on:change=move |event| {
                        let time = milliseconds(&event_target_value(&event));
                        change(&|filter| filter.create_time_end = time);
                    }
                />
            </label>
        </form>
    }
}

/// Of a local time, as such fields have it.
fn milliseconds(text: &str) -> Option<i64> {
    let time = Date::parse(text);
    time.is_finite().then_some(time as i64)
}

pub(super) fn from_address() -> Filter {
    let query = window().location().search().unwrap_or_default();
    let mut filter = Filter::default();
    for pair in query.trim_start_matches('?').split('&') {
        let Some((name, value)) = pair.split_once('=') else { continue };
        let value = decode_uri_component(value).map(String::from).unwrap_or_default();
        match name {
            "name" => filter.name = value,
            "status" => filter.status = value,
            "operator" => filter.operator = value,
            "from" => filter.create_time_start = value.parse().ok(),
            "to" => filter.create_time_end = value.parse().ok(),
            "offset" => filter.offset = value.parse().unwrap_or(0),
            _ => {}
        }
    }
    filter
}

pub(super) fn keep_in_address(filter: &Filter) {
    let number = |number: i64| number.to_string();
    let pairs = [
        ("name", filter.name.clone()),
        ("status", filter.status.clone()),
        ("operator", filter.operator.clone()),
        ("from", filter.create_time_start.map(number).unwrap_or_default()),
        ("to", filter.create_time_end.map(number).unwrap_or_default()),
        ("offset", if filter.offset == 0 { String::new() } else { number(filter.offset) }),
    ];
    let pairs: Vec<String> = pairs
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", String::from(encode_uri_component(&value))))
        .collect();
    let query = if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) };
    let path = window().location().pathname().unwrap_or_default();
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(&format!("{path}{query}")));
    }
}
