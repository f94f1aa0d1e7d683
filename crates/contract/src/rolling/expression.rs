//! The grammar: parts separated by one blank.

/// A rolling expression that JOB's server takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    text: String,
    parts: Vec<Part>,
}

/// The size of one batch; the last part goes for all that follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `n`: that many.
    Count(u32),
    /// `n%`: of the total, rounded up. 1 to 100.
    Percent(u32),
    /// `+n`: that many more than the batch before.
    Plus(u32),
    /// `*n`: that many times the batch before.
    Times(u32),
}

/// The part that is wrong, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpressionError {
    /// From 0.
    pub index: usize,
    /// As it is written.
    pub text: String,
    pub reason: Reason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    Empty,
    Unknown,
    Zero,
    TooLarge,
    Over100Percent,
}

impl Reason {
    /// The word that the catalogues explain.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Reason::Empty => "part_empty",
            Reason::Unknown => "part_unknown",
            Reason::Zero => "part_zero",
            Reason::TooLarge => "part_too_large",
            Reason::Over100Percent => "part_over_100_percent",
        }
    }
}

/// JOB's server keeps sizes in a signed 32-bit integer.
const NUMBER_MAX: u32 = i32::MAX as u32;

impl Expression {
    /// As JOB's server reads it, which was written in Java: blanks at the end vanish with the empty parts that
    /// they make, but an empty part before another one is an error, and each part is trimmed of everything up
    /// to U+0020.
    pub fn parse(text: &str) -> Result<Expression, ExpressionError> {
        let parts = split(text).enumerate().map(|(index, text)| {
            part(trim(text)).map_err(|reason| ExpressionError {
                index,
                text: text.to_owned(),
                reason,
            })
        });
        Ok(Expression { parts: parts.collect::<Result<_, _>>()?, text: text.to_owned() })
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// At least one.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// A part as it is written, without outer blanks.
    pub fn part_text(&self, index: usize) -> &str {
        split(&self.text).nth(index).map_or("", trim)
    }
}

/// What JOB's own page does to an expression before it sends it: outer blanks go, inner ones become one.
pub fn normalise(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text without a part is one empty part.
fn split(text: &str) -> impl Iterator<Item = &str> {
    text.trim_end_matches(' ').split(' ')
}

fn trim(text: &str) -> &str {
    text.trim_matches(|character| character <= ' ')
}

fn part(text: &str) -> Result<Part, Reason> {
    if text.is_empty() {
        Err(Reason::Empty)
    } else if let Some(digits) = text.strip_suffix('%') {
        match number(digits)? {
            percent @ 1..=100 => Ok(Part::Percent(percent)),
            _ => Err(Reason::Over100Percent),
        }
    } else if let Some(digits) = text.strip_prefix('+') {
        number(digits).map(Part::Plus)
    } else if let Some(digits) = text.strip_prefix('*') {
        number(digits).map(Part::Times)
    } else {
        number(text).map(Part::Count)
    }
}

fn number(digits: &str) -> Result<u32, Reason> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Reason::Unknown);
    }
    match digits.parse() {
        Ok(0) => Err(Reason::Zero),
        Ok(number @ 1..=NUMBER_MAX) => Ok(number),
        // Only digits: whatever u32 refuses is too large.
        Ok(_) | Err(_) => Err(Reason::TooLarge),
    }
}
