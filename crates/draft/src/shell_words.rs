//! A command line as a shell splits it. Nothing is expanded: `$NAME` stays as it is written.

/// A quote that is opened and never closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unclosed {
    /// `'` or `"`.
    pub quote: char,
}

/// The words of a command; what follows `;`, `|` or `&` belongs to another one.
pub(crate) fn split(text: &str) -> Result<Vec<String>, Unclosed> {
    let mut words = Words::default();
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            // A backslash before a line break continues the line.
            '\\' => match rest.next() {
                Some('\n') | None => {}
                Some('\r') if rest.peek() == Some(&'\n') => drop(rest.next()),
                Some(escaped) => words.push(escaped),
            },
            '\'' => single(&mut rest, &mut words)?,
            '"' => double(&mut rest, &mut words)?,
            '$' if rest.peek() == Some(&'\'') => {
                rest.next();
                ansi_c(&mut rest, &mut words)?;
            }
            ';' | '|' | '&' | '\n' => {
                words.end();
                if !words.done.is_empty() {
                    break;
                }
            }
            character if character.is_whitespace() => words.end(),
            character => words.push(character),
        }
    }
    words.end();
    Ok(words.done)
}

type Rest<'t> = std::iter::Peekable<std::str::Chars<'t>>;

#[derive(Default)]
struct Words {
    done: Vec<String>,
    /// `''` is a word too.
    current: Option<String>,
}

impl Words {
    fn push(&mut self, character: char) {
        self.open().push(character);
    }

    fn open(&mut self) -> &mut String {
        self.current.get_or_insert_default()
    }

    fn end(&mut self) {
        self.done.extend(self.current.take());
    }
}

fn single(rest: &mut Rest<'_>, words: &mut Words) -> Result<(), Unclosed> {
    words.open();
    loop {
        match rest.next() {
            Some('\'') => return Ok(()),
            Some(character) => words.push(character),
            None => return Err(Unclosed { quote: '\'' }),
        }
    }
}

fn double(rest: &mut Rest<'_>, words: &mut Words) -> Result<(), Unclosed> {
    words.open();
    loop {
        match rest.next() {
            Some('"') => return Ok(()),
            Some('\\') => match rest.next() {
                Some('\n') => {}
                Some(escaped @ ('"' | '\\' | '$' | '`')) => words.push(escaped),
                Some(other) => {
                    words.push('\\');
                    words.push(other);
                }
                None => return Err(Unclosed { quote: '"' }),
            },
            Some(character) => words.push(character),
            None => return Err(Unclosed { quote: '"' }),
        }
    }
}

/// `$'…'`, as browsers copy a request that holds a `'` or `!`.
fn ansi_c(rest: &mut Rest<'_>, words: &mut Words) -> Result<(), Unclosed> {
    words.open();
    loop {
        match rest.next() {
            Some('\'') => return Ok(()),
            Some('\\') => match rest.next() {
                Some('n') => words.push('\n'),
                Some('r') => words.push('\r'),
                Some('t') => words.push('\t'),
                Some('a') => words.push('\u{7}'),
                Some('b') => words.push('\u{8}'),
                Some('e' | 'E') => words.push('\u{1b}'),
                Some('f') => words.push('\u{c}'),
                Some('v') => words.push('\u{b}'),
                Some('x') => code(rest, 16, 2, words, "\\x"),
                Some('u') => unicode(rest, words),
                Some('U') => code(rest, 16, 8, words, "\\U"),
                Some(digit @ '0'..='7') => octal(digit, rest, words),
                Some(escaped @ ('\\' | '\'' | '"' | '?')) => words.push(escaped),
                Some(other) => {
                    words.push('\\');
                    words.push(other);
                }
                None => return Err(Unclosed { quote: '\'' }),
            },
            Some(character) => words.push(character),
            None => return Err(Unclosed { quote: '\'' }),
        }
    }
}

fn digits(rest: &mut Rest<'_>, radix: u32, most: usize) -> Option<u32> {
    let mut value = None;
    for _ in 0..most {
        let Some(digit) = rest.peek().and_then(|character| character.to_digit(radix)) else {
            break;
        };
        rest.next();
        value = Some(value.unwrap_or(0_u32).wrapping_mul(radix).wrapping_add(digit));
    }
    value
}

/// What is no character stays as it is written, so that the check can name it.
fn code(rest: &mut Rest<'_>, radix: u32, most: usize, words: &mut Words, written: &str) {
    match digits(rest, radix, most).map(char::from_u32) {
        Some(Some(character)) => words.push(character),
        Some(None) => words.push(char::REPLACEMENT_CHARACTER),
        None => words.open().push_str(written),
    }
}

/// Browsers write what lies beyond 16 bits as two surrogates.
fn unicode(rest: &mut Rest<'_>, words: &mut Words) {
    let Some(first) = digits(rest, 16, 4) else {
        return words.open().push_str("\\u");
    };
    if !(0xD800..0xDC00).contains(&first) {
        return words.push(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    let mut ahead = rest.clone();
    let second = (ahead.next() == Some('\\') && ahead.next() == Some('u'))
        .then(|| digits(&mut ahead, 16, 4))
        .flatten()
        .filter(|second| (0xDC00..0xE000).contains(second));
    match second {
        Some(second) => {
            *rest = ahead;
            let whole = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
            words.push(char::from_u32(whole).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        None => words.push(char::REPLACEMENT_CHARACTER),
    }
}

fn octal(first: char, rest: &mut Rest<'_>, words: &mut Words) {
    let mut value = first.to_digit(8).unwrap_or(0);
    for _ in 0..2 {
        let Some(digit) = rest.peek().and_then(|character| character.to_digit(8)) else {
            break;
        };
        rest.next();
        value = value * 8 + digit;
    }
    words.push(char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER));
}

/// A text as one word of a shell.
pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::{Unclosed, quoted, split};
    use proptest::prelude::*;

    #[track_caller]
    fn reads(text: &str, words: &[&str]) {
        assert_eq!(
            split(text).as_deref(),
            Ok(&words.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>()[..]),
            "{text}"
        );
    }

    #[test]
    fn words_and_quotes() {
        reads("", &[]);
        reads("curl  -X\tPOST", &["curl", "-X", "POST"]);
        reads("a\\\n b \\\r\n c", &["a", "b", "c"]);
        reads(r#"'a b'c "d 'e'" ''"#, &["a bc", "d 'e'", ""]);
        reads(r#""a \"b\" \\ \n $HOME ${X:?set X}""#, &["a \"b\" \\ \\n $HOME ${X:?set X}"]);
        reads(r"'it'\''s'", &["it's"]);
        reads(r"a\ b\'c", &["a b'c"]);
        reads("one; two", &["one"]);
        reads("one | two", &["one"]);
        reads("\n\n one\ntwo", &["one"]);
    }

    #[test]
    fn ansi_c_quotes() {
        reads(r"$'a\'b\n\t\\'", &["a'b\n\t\\"]);
        reads(r"$'\u0021\x41\101\u4f60'", &["!AA你"]);
        reads(r"$'\ud83d\ude00\U0001f600'", &["😀😀"]);
        reads(r"$'\ud83dx\q\x\u'", &["\u{fffd}x\\q\\x\\u"]);
        reads("cost$ $5", &["cost$", "$5"]);
    }

    #[test]
    fn quotes_that_stay_open() {
        for (text, quote) in
            [("'a", '\''), ("\"a", '"'), ("$'a", '\''), ("\"a\\", '"'), ("$'\\", '\'')]
        {
            assert_eq!(split(text), Err(Unclosed { quote }), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_quoted_text_is_one_word(text in any::<String>()) {
            prop_assert_eq!(split(&quoted(&text)), Ok(vec![text]));
        }

        #[test]
        fn nothing_panics(text in r#"[a\\$'"xu0-9 \n]{0,40}"#) {
            let _ = split(&text);
        }
    }
}
