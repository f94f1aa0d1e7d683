//! What SGR sequences (`ESC [ … m`) ask for: ECMA-48 8.3.117, and the colours of ISO 8613-6.

/// How text looks. Blinking and concealed text is shown as any other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Style {
    pub foreground: Option<Colour>,
    pub background: Option<Colour>,
    pub is_bold: bool,
    pub is_dim: bool,
    pub is_italic: bool,
    pub is_underlined: bool,
    pub is_struck: bool,
    pub is_inverse: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Colour {
    /// 0-7, their bright twins 8-15, a cube of 6×6×6, 24 greys.
    Indexed(u8),
    Rgb(u8, u8, u8),
}

impl Style {
    /// Applies what stands between `ESC [` and `m`. What is unknown changes nothing.
    pub fn apply(&mut self, parameters: &[u8]) {
        let mut groups = parameters.split(|byte| *byte == b';');
        while let Some(group) = groups.next() {
            // `4:3` and `38:2::r:g:b` are one parameter with parts.
            let mut parts = group.split(|byte| *byte == b':');
            let code = parts.next().map_or(Some(0), number);
            let has_parts = group.contains(&b':');
            match code {
                Some(code @ (38 | 48)) => {
                    let colour = if has_parts { of_parts(parts) } else { of_groups(&mut groups) };
                    let Some(colour) = colour else { continue };
                    if code == 38 {
                        self.foreground = Some(colour);
                    } else {
                        self.background = Some(colour);
                    }
                }
                // `58:5:n` colours underlines, which look like their text here.
                Some(58) if !has_parts => {
                    of_groups(&mut groups);
                }
                Some(4) if has_parts => {
                    self.is_underlined = parts.next().and_then(number) != Some(0)
                }
                Some(code) => self.set(code),
                None => {}
            }
        }
    }

    fn set(&mut self, code: u16) {
        match code {
            0 => *self = Style::default(),
            1 => self.is_bold = true,
            2 => self.is_dim = true,
            3 => self.is_italic = true,
            4 | 21 => self.is_underlined = true,
            7 => self.is_inverse = true,
            9 => self.is_struck = true,
            22 => (self.is_bold, self.is_dim) = (false, false),
            23 => self.is_italic = false,
            24 => self.is_underlined = false,
            27 => self.is_inverse = false,
            29 => self.is_struck = false,
            30..=37 => self.foreground = indexed(code - 30),
            39 => self.foreground = None,
            40..=47 => self.background = indexed(code - 40),
            49 => self.background = None,
            90..=97 => self.foreground = indexed(code - 90 + 8),
            100..=107 => self.background = indexed(code - 100 + 8),
            _ => {}
        }
    }
}

fn indexed(index: u16) -> Option<Colour> {
    u8::try_from(index).ok().map(Colour::Indexed)
}

/// An absent number is 0.
fn number(digits: &[u8]) -> Option<u16> {
    digits.iter().try_fold(0_u16, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| u16::from(byte - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

fn component(digits: Option<&[u8]>) -> Option<u8> {
    number(digits?).and_then(|number| u8::try_from(number).ok())
}

/// `38;5;n` and `38;2;r;g;b`.
fn of_groups<'a>(groups: &mut impl Iterator<Item = &'a [u8]>) -> Option<Colour> {
    match groups.next().and_then(number)? {
        5 => component(groups.next()).map(Colour::Indexed),
        2 => {
            let [red, green, blue] = [groups.next(), groups.next(), groups.next()].map(component);
            Some(Colour::Rgb(red?, green?, blue?))
        }
        _ => None,
    }
}

/// `38:5:n`, `38:2:r:g:b`, and `38:2:space:r:g:b` with a colour space that may be empty.
fn of_parts<'a>(parts: impl Iterator<Item = &'a [u8]>) -> Option<Colour> {
    let parts: Vec<&[u8]> = parts.take(6).collect();
    match (number(parts.first()?)?, &parts[1..]) {
        (5, [index, ..]) => component(Some(index)).map(Colour::Indexed),
        (2, [red, green, blue]) | (2, [_, red, green, blue, ..]) => Some(Colour::Rgb(
            component(Some(red))?,
            component(Some(green))?,
            component(Some(blue))?,
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Colour, Style};

    #[track_caller]
    fn after(parameters: &str, expected: Style) {
        let mut style = Style::default();
        style.apply(parameters.as_bytes());
        assert_eq!(style, expected, "{parameters:?}");
    }

    const PLAIN: Style = Style {
        foreground: None,
        background: None,
        is_bold: false,
        is_dim: false,
        is_italic: false,
        is_underlined: false,
        is_struck: false,
        is_inverse: false,
    };

    fn foreground(colour: Colour) -> Style {
        Style { foreground: Some(colour), ..PLAIN }
    }

    #[test]
    fn parameters() {
        after("", PLAIN);
        after("31", foreground(Colour::Indexed(1)));
        after("1;31", Style { is_bold: true, ..foreground(Colour::Indexed(1)) });
        after("1;22", PLAIN);
        after("31;", PLAIN);
        after("31;0", PLAIN);
        after("97", foreground(Colour::Indexed(15)));
        after("101", Style { background: Some(Colour::Indexed(9)), ..PLAIN });
        after(
            "3;4;7;9",
            Style {
                is_italic: true,
                is_underlined: true,
                is_inverse: true,
                is_struck: true,
                ..PLAIN
            },
        );
        after("3;4;7;9;23;24;27;29", PLAIN);
        after("4:3", Style { is_underlined: true, ..PLAIN });
        after("4:0", PLAIN);
    }

    #[test]
    fn extended_colours() {
        after("38;5;208", foreground(Colour::Indexed(208)));
        after("38;2;1;2;3", foreground(Colour::Rgb(1, 2, 3)));
        after("38:5:208", foreground(Colour::Indexed(208)));
        after("38:2:1:2:3", foreground(Colour::Rgb(1, 2, 3)));
        after("38:2::1:2:3", foreground(Colour::Rgb(1, 2, 3)));
        after("48;5;0;1", Style { background: Some(Colour::Indexed(0)), is_bold: true, ..PLAIN });
        after("58;5;9;1", Style { is_bold: true, ..PLAIN });
    }

    #[test]
    fn nonsense_changes_nothing() {
        for parameters in
            ["38", "38;5", "38;5;256", "38;2;1", "38;9;1", "38:", "999", "99999999", "5", "8", "?1"]
        {
            after(
                parameters,
                if parameters == "38;9;1" { Style { is_bold: true, ..PLAIN } } else { PLAIN },
            );
        }
    }
}
