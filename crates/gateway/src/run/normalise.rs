//! What differs from run to run and from host to host without meaning anything: times, process ids, own names.

/// What is made alike. Placeholders say what stood there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Normalisers {
    pub(crate) time: bool,
    pub(crate) process_id: bool,
    pub(crate) host: bool,
}

const TIME: &str = "‹time›";
const PROCESS_ID: &str = "‹pid›";
const HOST: &str = "‹host›";

impl Normalisers {
    /// Of a list as `time,process_id,host`; the first word that is none is the error.
    pub(crate) fn parse(list: &str) -> Result<Normalisers, &str> {
        let mut normalisers = Normalisers::default();
        for word in list.split(',').filter(|word| !word.is_empty()) {
            match word {
                "time" => normalisers.time = true,
                "process_id" => normalisers.process_id = true,
                "host" => normalisers.host = true,
                _ => return Err(word),
            }
        }
        Ok(normalisers)
    }

    /// `names` are those of the host that printed it.
    pub(crate) fn apply(self, text: &[u8], names: &[String]) -> Vec<u8> {
        if self == Normalisers::default() {
            return text.to_vec();
        }
        let mut normal = Vec::with_capacity(text.len());
        let mut at = 0;
        while at < text.len() {
            let is_start = at == 0 || !is_word(text[at - 1]);
            let rest = &text[at..];
            let found = if is_start { self.at_word(rest, names) } else { None };
            let found = found.or_else(|| self.in_brackets(text, at));
            match found {
                Some((kept, length, placeholder)) => {
                    normal.extend_from_slice(&rest[..kept]);
                    normal.extend_from_slice(placeholder.as_bytes());
                    at += length;
                }
                None => {
                    normal.push(text[at]);
                    at += 1;
                }
            }
        }
        normal
    }

    /// Bytes that stay, bytes that are read, and what comes instead of the others.
    fn at_word(self, rest: &[u8], names: &[String]) -> Option<(usize, usize, &'static str)> {
        if self.time
            && let Some(length) = time(rest)
        {
            return Some((0, length, TIME));
        }
        if self.process_id
            && let Some((kept, length)) = process_id(rest)
        {
            return Some((kept, length, PROCESS_ID));
        }
        if self.host {
            let name =
                names.iter().find(|name| !name.is_empty() && is_whole(rest, name.as_bytes()))?;
            return Some((0, name.len(), HOST));
        }
        None
    }

    /// `sshd[1234]`
    fn in_brackets(self, text: &[u8], at: usize) -> Option<(usize, usize, &'static str)> {
        let is_candidate = self.process_id && text[at] == b'[' && at > 0 && is_word(text[at - 1]);
        let digits = is_candidate.then(|| digits(&text[at + 1..]))?;
        (digits > 0 && text.get(at + 1 + digits) == Some(&b']')).then_some((
            1,
            1 + digits,
            PROCESS_ID,
        ))
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn is_whole(rest: &[u8], word: &[u8]) -> bool {
    rest.starts_with(word) && !rest.get(word.len()).is_some_and(|byte| is_word(*byte))
}

fn digits(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// `pid 12`, `PID=12`, `pid: 12`
fn process_id(rest: &[u8]) -> Option<(usize, usize)> {
    let is_word = rest.len() > 3 && rest[..3].eq_ignore_ascii_case(b"pid");
    let between =
        is_word.then(|| rest[3..].iter().take_while(|byte| b" =:".contains(byte)).count())?;
    let digits = digits(&rest[3 + between..]);
    (between > 0 && digits > 0).then_some((3 + between, 3 + between + digits))
}

/// The length of a date, a time of the day, both, or seconds since the epoch.
fn time(rest: &[u8]) -> Option<usize> {
    let day =
        shape(rest, "dddd-dd-dd").or_else(|| shape(rest, "dddd/dd/dd")).or_else(|| named_day(rest));
    let length = match day {
        Some(day) => {
            let clock = rest
                .get(day)
                .filter(|byte| b"T ".contains(byte))
                .and_then(|_| clock(&rest[day + 1..]));
            day + clock.map_or(0, |clock| clock + 1)
        }
        None => clock(rest).or_else(|| epoch(rest))?,
    };
    (!rest.get(length).is_some_and(|byte| is_word(*byte))).then_some(length)
}

/// `Nov 25` and `Nov  5`
fn named_day(rest: &[u8]) -> Option<usize> {
    const MONTHS: [&[u8]; 12] = [
        b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov",
        b"Dec",
    ];
    let month = rest.get(..3)?;
    if !MONTHS.contains(&month) {
        return None;
    }
    shape(rest, "... dd").or_else(|| shape(rest, "...  d")).or_else(|| shape(rest, "... d"))
}

/// `02:29:09`, with parts of a second and a zone.
fn clock(rest: &[u8]) -> Option<usize> {
    let mut length = shape(rest, "dd:dd:dd")?;
    if rest.get(length).is_some_and(|byte| b".,".contains(byte)) {
        let fraction = digits(&rest[length + 1..]);
        length += if fraction > 0 { fraction + 1 } else { 0 };
    }
    let zone = &rest[length..];
    let zone_length =
        ["Z", "+dd:dd", "-dd:dd", "+dddd", "-dddd"].into_iter().find_map(|it| shape(zone, it));
    Some(length + zone_length.unwrap_or(0))
}

/// Seconds or milliseconds of this century, as numbers of ten and thirteen digits.
fn epoch(rest: &[u8]) -> Option<usize> {
    let digits = digits(rest);
    (matches!(digits, 10 | 13) && rest[0] == b'1').then_some(digits)
}

/// `d` is a digit, `.` anything.
fn shape(text: &[u8], shape: &str) -> Option<usize> {
    let is_like = shape.len() <= text.len()
        && shape.bytes().zip(text).all(|(shape, byte)| match shape {
            b'd' => byte.is_ascii_digit(),
            b'.' => true,
            other => other == *byte,
        });
    is_like.then_some(shape.len())
}

#[cfg(test)]
mod tests {
    use super::Normalisers;

    const ALL: Normalisers = Normalisers { time: true, process_id: true, host: true };

    #[track_caller]
    fn becomes(text: &str, expected: &str) {
        let names = ["10.0.0.101".to_owned(), "101".to_owned()];
        let normal = ALL.apply(text.as_bytes(), &names);
        assert_eq!(String::from_utf8_lossy(&normal), expected, "{text:?}");
    }

    #[test]
    fn times() {
        becomes("at 2026-11-25T02:29:09.123+08:00 ok", "at ‹time› ok");
        becomes("2026-11-25 02:29:09,123", "‹time›");
        becomes("2026/11/25", "‹time›");
        becomes("Nov 25 02:29:09 web", "‹time› web");
        becomes("Nov  5 02:29:09Z", "‹time›");
        becomes("[02:29:09] 1732501749 1732501749123", "[‹time›] ‹time› ‹time›");
        becomes("12:30 v1.2.3 2026-11-2", "12:30 v1.2.3 2026-11-2");
        becomes("a2026-11-25", "a2026-11-25");
    }

    #[test]
    fn process_ids() {
        becomes("sshd[1234]: x", "sshd[‹pid›]: x");
        becomes("pid 12, PID=34 pid: 56", "pid ‹pid›, PID=‹pid› pid: ‹pid›");
        becomes("[1234] pid rapid 5", "[1234] pid rapid 5");
        becomes("a[x]", "a[x]");
    }

    #[test]
    fn own_names() {
        becomes("I am 101 at 10.0.0.101.", "I am ‹host› at ‹host›.");
        becomes("1011 x101 10.0.0.1012", "1011 x101 10.0.0.1012");
    }

    #[test]
    fn nothing_is_asked_for() {
        let text = "2026-11-25 pid 12 \u{fffd}";
        assert_eq!(Normalisers::default().apply(text.as_bytes(), &[]), text.as_bytes());
    }

    #[test]
    fn words_of_the_list() {
        assert_eq!(Normalisers::parse("time,process_id,host"), Ok(ALL));
        assert_eq!(Normalisers::parse(""), Ok(Normalisers::default()));
        assert_eq!(Normalisers::parse("time,dates"), Err("dates"));
    }
}
