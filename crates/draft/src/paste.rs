//! Rows from texts that people paste: nodes of the topology, and label selectors as kubectl writes them.

use crate::ids::words;
use crate::target::{ExpressionRow, TopoNodeRow};
use crate::{IdList, Run};

/// `module:1000 set/900 1001-1003`: a node without a type gets the one given.
pub fn nodes(text: &str, node_type: &str) -> Vec<TopoNodeRow> {
    let mut rows = Vec::new();
    for word in words(text) {
        let (kind, ids) = word.split_once([':', '/', '=']).unwrap_or((node_type, word));
        for run in IdList::read(ids).runs {
            let row = |id: String| TopoNodeRow { node_type: kind.to_owned(), id };
            match run {
                // A request of more nodes than this is a slip.
                Run::Ids { first, last } => {
                    rows.extend((first..=last).take(NODES_MAX).map(|id| row(id.to_string())));
                }
                Run::Word(word) => rows.push(row(word)),
            }
        }
    }
    rows
}

const NODES_MAX: usize = 1_000;

/// `app=job,tier in (web,db),!gone` as kubectl's `-l` takes it; `None` for a text that is none. A label that must be
/// absent can't be said in the contract.
pub fn expressions(text: &str) -> Option<Vec<ExpressionRow>> {
    let pieces = split(text);
    let rows: Vec<ExpressionRow> =
        pieces.iter().map(|it| expression(it.trim())).collect::<Option<_>>()?;
    (!rows.is_empty()).then_some(rows)
}

/// At the commas that stand outside of parentheses.
fn split(text: &str) -> Vec<&str> {
    let (mut pieces, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                pieces.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    pieces.push(&text[start..]);
    pieces
}

fn expression(text: &str) -> Option<ExpressionRow> {
    let row = |key: &str, operator: &str, value: &str| {
        let label_key = key.trim().to_owned();
        let is_key = !label_key.is_empty() && !label_key.contains([' ', '!', '(', ')']);
        is_key.then(|| ExpressionRow {
            label_key,
            operator: operator.to_owned(),
            label_value: value.trim().to_owned(),
        })
    };
    if let Some((key, value)) = text.split_once("!=") {
        row(key, "not_equals", value)
    } else if let Some((key, value)) = text.split_once("==").or_else(|| text.split_once('=')) {
        row(key, "equals", value)
    } else if let Some(rest) = text.strip_suffix(')') {
        let (front, values) = rest.split_once('(')?;
        let values = values.split(',').map(str::trim).collect::<Vec<_>>().join(",");
        let (key, operator) = front.trim().rsplit_once(char::is_whitespace)?;
        match operator {
            "in" => row(key, "in", &values),
            "notin" => row(key, "not_in", &values),
            _ => None,
        }
    } else {
        row(text, "exists", "")
    }
}

#[cfg(test)]
mod tests {
    use super::{expressions, nodes};

    #[test]
    fn nodes_of_all_kinds() {
        let found: Vec<_> = nodes("1000, set:900;module/7-8 x", "module")
            .into_iter()
            .map(|row| row.node_type + " " + &row.id)
            .collect();
        assert_eq!(found, ["module 1000", "set 900", "module 7", "module 8", "module x"]);
        assert_eq!(nodes("0-18446744073709551615", "set").len(), 1_000);
    }

    #[track_caller]
    fn reads(text: &str, expected: Option<&[&str]>) {
        let found = expressions(text).map(|rows| {
            rows.into_iter()
                .map(|it| format!("{} {} {}", it.label_key, it.operator, it.label_value))
                .collect::<Vec<_>>()
        });
        assert_eq!(
            found.as_deref(),
            expected.map(|it| it.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>()).as_deref(),
            "{text}"
        );
    }

    #[test]
    fn selectors_of_kubectl() {
        reads(
            "app=job,tier in (web, db), zone notin (a),gpu, a.b/c != x,d==e",
            Some(&[
                "app equals job",
                "tier in web,db",
                "zone not_in a",
                "gpu exists ",
                "a.b/c not_equals x",
                "d equals e",
            ]),
        );
        reads("", None);
        reads("!gone", None);
        reads("tier within (a)", None);
        reads("two words", None);
    }
}
