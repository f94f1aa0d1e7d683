//! JSON Pointers (RFC 6901) to the values of a request, cheap until a finding needs one as text.

use std::fmt::{self, Write};

/// The contract nests no deeper: `/execute_target/container_label_selector_list/0/label_selector_expr_list/0/operator`.
const DEPTH: usize = 6;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pointer {
    steps: [Step; DEPTH],
    length: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Key(&'static str),
    Index(u32),
}

impl Pointer {
    pub(crate) const ROOT: Pointer = Pointer { steps: [Step::Index(0); DEPTH], length: 0 };

    pub(crate) const fn key(self, key: &'static str) -> Pointer {
        self.step(Step::Key(key))
    }

    pub(crate) const fn index(self, index: u32) -> Pointer {
        self.step(Step::Index(index))
    }

    /// To a member whose name the contract doesn't know.
    pub(crate) fn foreign_key(self, key: &str) -> String {
        let mut text = self.to_string();
        text.push('/');
        for character in key.chars() {
            match character {
                '~' => text.push_str("~0"),
                '/' => text.push_str("~1"),
                other => text.push(other),
            }
        }
        text
    }

    const fn step(mut self, step: Step) -> Pointer {
        if self.length < DEPTH {
            self.steps[self.length] = step;
            self.length += 1;
        }
        self
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.steps[..self.length] {
            f.write_char('/')?;
            match step {
                Step::Key(key) => f.write_str(key)?,
                Step::Index(index) => write!(f, "{index}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Pointer;

    #[test]
    fn text() {
        let item = Pointer::ROOT.key("execute_target").key("host_id_list").index(3);
        assert_eq!(Pointer::ROOT.to_string(), "");
        assert_eq!(item.to_string(), "/execute_target/host_id_list/3");
        assert_eq!(item.foreign_key("a/b~c"), "/execute_target/host_id_list/3/a~1b~0c");
    }
}
