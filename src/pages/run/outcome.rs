//! What became of an object, as people count it.

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::pages) enum Outcome {
    Failed,
    TimedOut,
    Terminated,
    /// The gateway can't tell.
    Unknown,
    Running,
    Waiting,
    Succeeded,
}

impl Outcome {
    /// What asks for attention comes first.
    pub(super) const ALL: [Outcome; 7] = [
        Outcome::Failed,
        Outcome::TimedOut,
        Outcome::Terminated,
        Outcome::Unknown,
        Outcome::Running,
        Outcome::Waiting,
        Outcome::Succeeded,
    ];

    /// Of the state of an execute object, as the contract numbers them.
    pub(super) const fn of(status: i64) -> Outcome {
        match status {
            3 | 9 => Outcome::Succeeded,
            5 => Outcome::Waiting,
            7 => Outcome::Running,
            13 | 102 => Outcome::TimedOut,
            103 | 403 | 404 => Outcome::Terminated,
            0 | 500 => Outcome::Unknown,
            _ => Outcome::Failed,
        }
    }

    pub(super) const fn is_open(self) -> bool {
        matches!(self, Outcome::Running | Outcome::Waiting)
    }

    /// The class that tells how it looks.
    pub(super) const fn look(self) -> &'static str {
        match self {
            Outcome::Succeeded => "good",
            Outcome::Running => "open",
            Outcome::Waiting => "idle",
            Outcome::Failed | Outcome::TimedOut | Outcome::Terminated | Outcome::Unknown => "bad",
        }
    }
}
