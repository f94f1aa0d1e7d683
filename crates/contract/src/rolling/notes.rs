//! What JOB's own page refuses though its server runs it.

use super::expression::{Expression, Part};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    pub kind: NoteKind,
    /// Of the part, from 0.
    pub index: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// `+n` or `*n` without a batch before it.
    RelativeFirst,
    /// `+n` or `*n` before other parts.
    RelativeNotLast,
    /// `100%` before other parts.
    WholeNotLast,
    LeadingZeros,
}

impl Expression {
    /// In the order of the parts.
    pub fn notes(&self) -> Vec<Note> {
        let last = self.parts().len() - 1;
        let mut notes = Vec::new();
        for (index, part) in self.parts().iter().enumerate() {
            let mut note = |kind| notes.push(Note { kind, index });
            let is_relative = matches!(part, Part::Plus(_) | Part::Times(_));
            if is_relative && index == 0 {
                note(NoteKind::RelativeFirst);
            } else if is_relative && index < last {
                note(NoteKind::RelativeNotLast);
            }
            if *part == Part::Percent(100) && index < last {
                note(NoteKind::WholeNotLast);
            }
            if self.part_text(index).trim_start_matches(['+', '*']).starts_with('0') {
                note(NoteKind::LeadingZeros);
            }
        }
        notes
    }
}
