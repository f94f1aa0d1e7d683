//! What became of each object.

use super::progress::duration;
use super::state::{Following, Key, key, object_look};
use crate::lang::{word, words};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

#[component]
pub(super) fn Hosts(following: Following) -> impl IntoView {
    // One listener for all rows: there may be thousands.
    let select = move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let row = target.and_then(|target| target.closest("tr[data-key]").ok().flatten());
        if let Some(key) = row.and_then(|row| parse(&row.get_attribute("data-key")?)) {
            following.select(&key);
        }
    };
    view! {
        <div class="hosts">
            <table class="table" on:click=select>
                <thead>
                    <tr>
                        <th scope="col">{word(|w| w.object)}</th>
                        <th scope="col">{word(|w| w.state)}</th>
                        <th scope="col" class="number">{word(|w| w.exit_code)}</th>
                        <th scope="col" class="number">{word(|w| w.duration)}</th>
                        <th scope="col">{word(|w| w.tag)}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || following.keys.get() key=Clone::clone let:row>
                        <Row following key=row />
                    </For>
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(following: Following, key: Key) -> impl IntoView {
    let words = words();
    let text = format!("{}:{}", key.0, key.1);
    let is_selected = {
        let key = key.clone();
        Memo::new(move |_| {
            following.selected.with(|object| object.as_ref().is_some_and(|it| self::key(it) == key))
        })
    };
    let result = Memo::new(move |_| following.result(&key));
    let cells = move || {
        let words = words.get();
        let result = result.get()?;
        let kind = if result.execute_object.r#type == 1 { words.host } else { words.container };
        Some(view! {
            <td>
                <button type="button" class="row-name" aria-pressed=move || is_selected.get().to_string()>
                    {kind}
                    " "
                    {result.execute_object.resource_id.clone()}
                </button>
                " "
                <span class="quiet">{result.execute_object.name().to_owned()}</span>
            </td>
            <td>
                <span class=format!("state is-{}", object_look(result.status))>
                    {(words.object_status)(result.status)}
                </span>
            </td>
            <td class="number">{result.exit_code.map(|code| code.to_string())}</td>
            <td class="number">{result.total_time.map(|time| duration(time, true))}</td>
            <td class="tag" title=result.tag.clone()>{result.tag.clone()}</td>
        })
    };
    view! {
        <tr data-key=text class:is-selected=is_selected>
            {cells}
        </tr>
    }
}

fn parse(text: &str) -> Option<Key> {
    let (kind, resource_id) = text.split_once(':')?;
    Some((kind.parse().ok()?, resource_id.to_owned()))
}
