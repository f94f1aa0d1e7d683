//! Undo and redo.

use crate::{Draft, Edit};
use std::mem::{Discriminant, discriminant, replace};

/// Steps that can be undone. A draft may hold megabytes.
const STEPS_MAX: usize = 50;

/// A draft and what it was before.
#[derive(Clone, Debug, Default)]
pub struct History {
    draft: Draft,
    past: Vec<Draft>,
    future: Vec<Draft>,
    /// The field that is being typed into: what is typed there in a row is one step.
    typing: Option<Discriminant<Edit>>,
    /// Whether the last step followed a text.
    is_following: bool,
}

impl History {
    pub fn new(draft: Draft) -> History {
        History { draft, ..History::default() }
    }

    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Applies an edit. Edits of the same field that follow each other are undone together, until
    /// [`pause`](History::pause).
    pub fn apply(&mut self, edit: Edit) {
        let kind = discriminant(&edit);
        if self.typing != Some(kind) {
            self.remember(self.draft.clone());
            self.typing = Some(kind);
        }
        self.is_following = false;
        self.future.clear();
        self.draft.apply(edit);
    }

    /// Puts another draft in place, as an import does: one step.
    pub fn replace(&mut self, draft: Draft) {
        let before = replace(&mut self.draft, draft);
        self.remember(before);
        self.future.clear();
        self.pause();
    }

    /// Puts another draft in place, as typing in the text of a request does: what is typed in a row is one step.
    pub fn follow(&mut self, draft: Draft) {
        if !self.is_following {
            self.remember(self.draft.clone());
        }
        self.future.clear();
        self.draft = draft;
        self.typing = None;
        self.is_following = true;
    }

    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// The field was left: the next edit is a step of its own.
    pub fn pause(&mut self) {
        self.typing = None;
        self.is_following = false;
    }

    /// Whether there was something to undo.
    pub fn undo(&mut self) -> bool {
        let Some(before) = self.past.pop() else {
            return false;
        };
        self.future.push(replace(&mut self.draft, before));
        self.pause();
        true
    }

    /// Whether there was something to do again.
    pub fn redo(&mut self) -> bool {
        let Some(after) = self.future.pop() else {
            return false;
        };
        let before = replace(&mut self.draft, after);
        self.remember(before);
        self.pause();
        true
    }

    fn remember(&mut self, draft: Draft) {
        if self.past.len() == STEPS_MAX {
            self.past.remove(0);
        }
        self.past.push(draft);
    }
}

#[cfg(test)]
mod tests {
    use super::{History, STEPS_MAX};
    use crate::Edit;

    fn timeout(history: &mut History, text: &str) {
        history.apply(Edit::Timeout(text.to_owned()));
    }

    #[test]
    fn what_is_typed_in_a_row_is_one_step() {
        let mut history = History::default();
        timeout(&mut history, "6");
        timeout(&mut history, "60");
        history.apply(Edit::TaskName("x".to_owned()));
        timeout(&mut history, "601");
        history.pause();
        timeout(&mut history, "602");
        let mut seen = vec![history.draft().timeout.clone()];
        while history.undo() {
            seen.push(history.draft().timeout.clone());
        }
        assert_eq!(seen, ["602", "601", "60", "60", ""]);
        while history.redo() {}
        assert_eq!(history.draft().timeout, "602");
    }

    #[test]
    fn an_edit_ends_what_could_be_done_again() {
        let mut history = History::default();
        timeout(&mut history, "1");
        assert!(history.undo());
        timeout(&mut history, "2");
        assert!(!history.redo());
        assert_eq!(history.draft().timeout, "2");
    }

    #[test]
    fn an_import_is_one_step() {
        let mut history = History::default();
        timeout(&mut history, "1");
        history.replace(crate::Draft::default());
        timeout(&mut history, "2");
        assert!(history.undo() && history.undo());
        assert_eq!(history.draft().timeout, "1");
    }

    #[test]
    fn a_text_that_is_followed_is_one_step() {
        let mut history = History::default();
        timeout(&mut history, "1");
        for text in ["2", "3"] {
            let mut draft = history.draft().clone();
            draft.apply(Edit::Timeout(text.to_owned()));
            history.follow(draft);
        }
        timeout(&mut history, "4");
        let mut seen = Vec::new();
        while history.undo() {
            seen.push(history.draft().timeout.clone());
        }
        assert_eq!(seen, ["3", "1", ""]);
        assert!(!history.can_undo() && history.can_redo());
    }

    #[test]
    fn the_oldest_steps_are_forgotten() {
        let mut history = History::default();
        for step in 0..2 * STEPS_MAX {
            timeout(&mut history, &step.to_string());
            history.pause();
        }
        let steps = std::iter::from_fn(|| history.undo().then_some(())).count();
        assert_eq!(steps, STEPS_MAX);
    }
}
