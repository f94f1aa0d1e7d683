//! Which objects the table shows, and in what order. Pure: ten thousand objects are sorted at each answer.

use super::outcome::Outcome;
use super::state::{Key, key};
use crate::api::ObjectResult;
use std::cmp::Ordering;
use std::collections::HashSet;

/// State, exit code and tag: objects that ended alike.
pub(super) type Ending = (i64, Option<i64>, String);

/// What is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    pub(super) outcome: Option<Outcome>,
    pub(super) ending: Option<Ending>,
    pub(super) batch: Option<i64>,
    pub(super) only: Option<HashSet<Key>>,
    /// In the id, the name or the tag.
    pub(super) text: String,
}

impl Filter {
    pub(super) fn is_empty(&self) -> bool {
        *self == Filter::default()
    }

    fn lets_through(&self, text: &str, result: &ObjectResult) -> bool {
        self.outcome.is_none_or(|outcome| Outcome::of(result.status) == outcome)
            && self.batch.is_none_or(|batch| result.batch == Some(batch))
            && self.ending.as_ref().is_none_or(|ending| {
                (result.status, result.exit_code, &result.tag) == (ending.0, ending.1, &ending.2)
            })
            && self.only.as_ref().is_none_or(|only| only.contains(&key(&result.execute_object)))
            && (text.is_empty()
                || result.execute_object.resource_id.contains(text)
                || holds(result.execute_object.name(), text)
                || holds(&result.tag, text))
    }
}

/// Small letters find large ones.
fn holds(text: &str, part: &str) -> bool {
    text.to_lowercase().contains(part)
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sort {
    pub(super) by: Column,
    pub(super) is_descending: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Column {
    /// Run order.
    #[default]
    Order,
    Object,
    State,
    ExitCode,
    Time,
    Tag,
}

pub(super) fn shown(objects: &[ObjectResult], filter: &Filter, sort: Sort) -> Vec<usize> {
    let text = filter.text.trim().to_lowercase();
    let mut shown: Vec<usize> =
        (0..objects.len()).filter(|index| filter.lets_through(&text, &objects[*index])).collect();
    match sort.by {
        Column::Order => {}
        // What is equal stays in run order.
        by => shown.sort_unstable_by(|one, other| {
            compare(by, &objects[*one], &objects[*other]).then(one.cmp(other))
        }),
    }
    if sort.is_descending {
        shown.reverse();
    }
    shown
}

fn compare(by: Column, one: &ObjectResult, other: &ObjectResult) -> Ordering {
    match by {
        Column::Order => Ordering::Equal,
        Column::Object => number(one).cmp(&number(other)),
        Column::State => {
            let place = |it: &ObjectResult| (Outcome::of(it.status), it.status);
            place(one).cmp(&place(other))
        }
        Column::ExitCode => one.exit_code.cmp(&other.exit_code),
        Column::Time => one.total_time.cmp(&other.total_time),
        Column::Tag => one.tag.cmp(&other.tag),
    }
}

/// Ids are numbers, as texts of any length.
fn number(result: &ObjectResult) -> (i64, usize, &str) {
    let object = &result.execute_object;
    (object.r#type, object.resource_id.len(), &object.resource_id)
}

/// How the objects ended, with how many did so, the rarest first.
pub(super) fn endings(objects: &[ObjectResult]) -> Vec<(Ending, Vec<usize>)> {
    let mut endings: std::collections::HashMap<(i64, Option<i64>, &str), Vec<usize>> =
        std::collections::HashMap::new();
    for (index, result) in objects.iter().enumerate() {
        endings.entry((result.status, result.exit_code, &result.tag)).or_default().push(index);
    }
    let mut endings: Vec<(Ending, Vec<usize>)> = endings
        .into_iter()
        .map(|((status, exit_code, tag), indices)| ((status, exit_code, tag.to_owned()), indices))
        .collect();
    // Of two that are as rare, what went wrong.
    let place = |(ending, indices): &(Ending, Vec<usize>)| {
        (indices.len(), Outcome::of(ending.0), ending.clone())
    };
    endings.sort_by_cached_key(place);
    endings
}
