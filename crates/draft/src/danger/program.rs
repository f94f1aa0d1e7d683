//! Lines of Perl and Python: what they start stands in their strings.

use super::DangerKind;
use super::shell::{is_system, of_shell};
use std::ops::Range;

pub(super) fn of_program(line: &str) -> Vec<(DangerKind, Range<usize>)> {
    let started = strings(line).flat_map(|range| {
        let start = range.start;
        of_shell(&line[range])
            .into_iter()
            .map(move |(kind, range)| (kind, start + range.start..start + range.end))
    });
    started.chain(of_tree(line)).collect()
}

/// `shutil.rmtree('/')`, `rmtree("/etc")`
fn of_tree(line: &str) -> Option<(DangerKind, Range<usize>)> {
    let start = line.find("rmtree")?;
    let range = strings(&line[start..]).next()?;
    let path = &line[start..][range.clone()];
    is_system(path).then(|| (DangerKind::DeletesSystem, start..start + range.end + 1))
}

/// What stands between quotes.
fn strings(line: &str) -> impl Iterator<Item = Range<usize>> {
    let mut quotes =
        line.char_indices().filter(|(_, character)| matches!(character, '\'' | '"' | '`'));
    std::iter::from_fn(move || {
        let (open, quote) = quotes.next()?;
        let (close, _) = quotes.find(|(_, character)| *character == quote)?;
        Some(open + 1..close)
    })
}
