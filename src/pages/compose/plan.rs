//! What would run when: the batches, and where a run stops and asks.

use super::resolve::first_targets;
use super::state::Form;
use crate::lang::compose::{Words, word, words};
use fastexec_contract::RollingMode;
use fastexec_contract::rolling::{Expression, normalise};
use fastexec_draft::Draft;
use leptos::prelude::*;

/// Batches that are drawn, beside the last one.
const DRAWN_MAX: usize = 40;
/// Targets that are named in a batch.
const NAMED_MAX: usize = 3;
/// Targets of which the names are kept.
const KNOWN_MAX: usize = 2_000;

/// What the pane shows.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Plan {
    /// Nobody has said how many.
    Uncounted,
    TooMany,
    /// The expression is none.
    Unreadable,
    Batches(Vec<Row>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Row {
    Batch(Batch),
    /// So many are not drawn.
    More(usize),
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Batch {
    number: usize,
    size: u64,
    /// Percent of all targets that have had their turn after it.
    share: u64,
    named: Vec<String>,
    is_last: bool,
}

#[component]
pub(crate) fn PlanPane(form: Form) -> impl IntoView {
    let words = words();
    let what_if = RwSignal::new(String::new());
    let assumed = Memo::new(move |_| what_if.with(|text| text.trim().parse::<u64>().ok()));
    let count = Memo::new(move |_| form.count.get().or(assumed.get()));
    let plan = Memo::new(move |_| {
        let names = first_targets(form, KNOWN_MAX);
        form.judged.track();
        form.with_untracked(|draft| plan(draft, count.get(), &names))
    });
    let mode = Memo::new(move |_| {
        form.with(|draft| {
            let code = draft.is_rolling.then(|| draft.rolling_mode.trim().parse().ok()).flatten();
            code.and_then(RollingMode::from_code)
        })
    });
    let body = move || {
        let words = words.get();
        match plan.get() {
            Plan::Uncounted => view! { <p class="quiet">{words.plan_uncounted}</p> }.into_any(),
            Plan::Unreadable => view! { <p class="quiet">{words.plan_unreadable}</p> }.into_any(),
            Plan::TooMany => {
                view! { <p class="message-error">{words.plan_too_many}</p> }.into_any()
            }
            Plan::Batches(rows) => table(rows, mode.get(), words).into_any(),
        }
    };
    let id = "what-if";
    view! {
        <Show when=move || form.count.get().is_none()>
            <label class="what-if" for=id>
                {word(|w| w.what_if)}
                <input
                    class="input"
                    id=id
                    inputmode="numeric"
                    autocomplete="off"
                    on:input=move |event| what_if.set(event_target_value(&event))
                />
            </label>
        </Show>
        {body}
    }
    .into_any()
}

fn table(rows: Vec<Row>, mode: Option<RollingMode>, words: &'static Words) -> impl IntoView {
    let row = move |row: Row| match row {
        Row::More(count) => view! {
            <tr>
                <td colspan="5" class="quiet">{(words.more_batches)(count)}</td>
            </tr>
        }
        .into_any(),
        Row::Batch(batch) => {
            let after = if batch.is_last { words.plan_end } else { (words.plan_after)(mode) };
            view! {
                <tr>
                    <th scope="row" class="number">{batch.number}</th>
                    <td class="number">{batch.size}</td>
                    <td class="number">{format!("{} %", batch.share)}</td>
                    <td class="plan-names">{batch.named.join(", ")}</td>
                    <td>{after}</td>
                </tr>
            }
            .into_any()
        }
    };
    view! {
        <table class="table plan">
            <thead>
                <tr>
                    <th scope="col" class="number">{words.batch}</th>
                    <th scope="col" class="number">{words.size}</th>
                    <th scope="col" class="number">{words.share}</th>
                    <th scope="col">{words.first_targets}</th>
                    <th scope="col">{words.afterwards}</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

fn plan(draft: &Draft, count: Option<u64>, names: &[String]) -> Plan {
    let Some(count) = count.filter(|count| *count > 0) else {
        return Plan::Uncounted;
    };
    let sizes = if draft.is_rolling {
        let Ok(expression) = Expression::parse(&normalise(&draft.rolling_expression)) else {
            return Plan::Unreadable;
        };
        match expression.plan(count) {
            Ok(sizes) => sizes,
            Err(_) => return Plan::TooMany,
        }
    } else {
        vec![count]
    };
    let (mut done, last) = (0_u64, sizes.len() - 1);
    let mut rows = Vec::new();
    for (index, size) in sizes.iter().copied().enumerate() {
        let named = named(names, done, size);
        done += size;
        if index < DRAWN_MAX || index == last {
            let share = u64::try_from(u128::from(done) * 100 / u128::from(count)).unwrap_or(100);
            rows.push(Row::Batch(Batch {
                number: index + 1,
                size,
                share,
                named,
                is_last: index == last,
            }));
        } else if index == DRAWN_MAX {
            rows.push(Row::More(last - DRAWN_MAX));
        }
    }
    Plan::Batches(rows)
}

/// The first targets of a batch, as far as their names are known.
fn named(names: &[String], done: u64, size: u64) -> Vec<String> {
    let start = usize::try_from(done).unwrap_or(usize::MAX);
    let wanted = NAMED_MAX.min(usize::try_from(size).unwrap_or(usize::MAX));
    let mut named: Vec<String> = names.iter().skip(start).take(wanted).cloned().collect();
    if size > NAMED_MAX as u64 && !named.is_empty() {
        named.push("…".to_owned());
    }
    named
}

#[cfg(test)]
mod tests {
    use super::{DRAWN_MAX, Plan, Row, plan};
    use fastexec_draft::{Draft, Edit};
    use wasm_bindgen_test::wasm_bindgen_test;

    fn rolling(expression: &str) -> Draft {
        let mut draft = Draft::default();
        draft.apply(Edit::IsRolling(true));
        draft.apply(Edit::RollingExpression(expression.to_owned()));
        draft
    }

    #[wasm_bindgen_test]
    fn batches_with_their_share_and_names() {
        let names: Vec<String> = (101..=111).map(|id| id.to_string()).collect();
        let Plan::Batches(rows) = plan(&rolling(" 1  50% "), Some(11), &names) else {
            panic!("no batches");
        };
        let rows: Vec<String> = rows
            .iter()
            .map(|row| match row {
                Row::Batch(it) => {
                    format!("{} {} {} {}", it.number, it.size, it.share, it.named.join(" "))
                }
                Row::More(count) => format!("{count} more"),
            })
            .collect();
        assert_eq!(rows, ["1 1 9 101", "2 6 63 102 103 104 …", "3 4 100 108 109 110 …"]);
    }

    #[wasm_bindgen_test]
    fn what_can_not_be_planned() {
        assert_eq!(plan(&rolling("1"), None, &[]), Plan::Uncounted);
        assert_eq!(plan(&rolling("1"), Some(0), &[]), Plan::Uncounted);
        assert_eq!(plan(&rolling("x"), Some(1), &[]), Plan::Unreadable);
        assert_eq!(plan(&rolling("1"), Some(501), &[]), Plan::TooMany);
        let Plan::Batches(rows) = plan(&rolling("1"), Some(500), &[]) else {
            panic!("no batches");
        };
        assert_eq!(rows.len(), DRAWN_MAX + 2);
        assert_eq!(rows[DRAWN_MAX], Row::More(459));
    }
}
