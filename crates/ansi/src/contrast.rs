//! Colours that can be read: WCAG 2.2 asks for a contrast of 4.5 between text and what is behind it.

use crate::{Colour, Style};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// What a log stands on, and what its text is when nothing else is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    pub background: Rgb,
    pub text: Rgb,
}

/// Light and dark, as the style sheet of the page has them: `--sunken` and `--text`.
pub const THEMES: [Theme; 2] = [
    Theme { background: Rgb(0xF8, 0xF9, 0xFB), text: Rgb(0x1B, 0x22, 0x30) },
    Theme { background: Rgb(0x17, 0x1A, 0x20), text: Rgb(0xE4, 0xE8, 0xEF) },
];

/// `None` is what the theme has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    pub foreground: Option<Rgb>,
    pub background: Option<Rgb>,
}

/// WCAG 2.2, success criterion 1.4.3.
const CONTRAST_MIN: f64 = 4.5;

/// The colours of a style in a theme: backgrounds as they are asked for, text moved to white or black until it can be
/// read. Dim text is not made paler than that.
#[must_use]
pub fn colours(style: Style, theme: Theme) -> Colours {
    let (mut foreground, mut background) = (style.foreground.map(rgb), style.background.map(rgb));
    if style.is_inverse {
        (foreground, background) =
            (Some(background.unwrap_or(theme.background)), Some(foreground.unwrap_or(theme.text)));
    }
    if foreground.is_none() && background.is_none() {
        return Colours { foreground, background };
    }
    let behind = background.unwrap_or(theme.background);
    Colours { foreground: Some(readable(foreground.unwrap_or(theme.text), behind)), background }
}

/// WCAG's contrast ratio, from 1 to 21.
#[must_use]
pub fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(Rgb(red, green, blue): Rgb) -> f64 {
    let linear = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/// The nearest mixture with white, or with black, that has contrast enough: one of the two always has.
fn readable(colour: Rgb, behind: Rgb) -> Rgb {
    let (white, black) = (Rgb(255, 255, 255), Rgb(0, 0, 0));
    let towards = if contrast(white, behind) >= contrast(black, behind) { white } else { black };
    (0..=STEPS)
        .map(|step| mixed(colour, towards, step))
        .find(|mixture| contrast(*mixture, behind) >= CONTRAST_MIN)
        .unwrap_or(towards)
}

const STEPS: u16 = 20;

fn mixed(from: Rgb, to: Rgb, step: u16) -> Rgb {
    let mix = |from: u8, to: u8| {
        let sum = u16::from(from) * (STEPS - step) + u16::from(to) * step;
        u8::try_from(sum / STEPS).unwrap_or(u8::MAX)
    };
    Rgb(mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
}

/// The colours that xterm starts with.
fn rgb(colour: Colour) -> Rgb {
    match colour {
        Colour::Rgb(red, green, blue) => Rgb(red, green, blue),
        Colour::Indexed(index @ 0..=15) => BASIC[usize::from(index)],
        Colour::Indexed(index @ 16..=231) => {
            let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
            let cube = index - 16;
            Rgb(level(cube / 36), level(cube / 6 % 6), level(cube % 6))
        }
        Colour::Indexed(index) => {
            let grey = 8 + 10 * (index - 232);
            Rgb(grey, grey, grey)
        }
    }
}

const BASIC: [Rgb; 16] = [
    Rgb(0, 0, 0),
    Rgb(205, 0, 0),
    Rgb(0, 205, 0),
    Rgb(205, 205, 0),
    Rgb(0, 0, 238),
    Rgb(205, 0, 205),
    Rgb(0, 205, 205),
    Rgb(229, 229, 229),
    Rgb(127, 127, 127),
    Rgb(255, 0, 0),
    Rgb(0, 255, 0),
    Rgb(255, 255, 0),
    Rgb(92, 92, 255),
    Rgb(255, 0, 255),
    Rgb(0, 255, 255),
    Rgb(255, 255, 255),
];

#[cfg(test)]
mod tests {
    use super::{Rgb, THEMES, colours, contrast};
    use crate::{Colour, Style};

    #[test]
    fn ratios_of_the_standard() {
        assert!((contrast(Rgb(0, 0, 0), Rgb(255, 255, 255)) - 21.0).abs() < 1e-9);
        assert!((contrast(Rgb(0x77, 0x77, 0x77), Rgb(255, 255, 255)) - 4.48).abs() < 0.01);
    }

    #[test]
    fn everything_can_be_read_in_both_themes() {
        let every = || (0..=255).map(Colour::Indexed).map(Some).chain([None]);
        for theme in THEMES {
            for foreground in every() {
                for background in every() {
                    for is_inverse in [false, true] {
                        let style =
                            Style { foreground, background, is_inverse, ..Style::default() };
                        let shown = colours(style, theme);
                        let ratio = contrast(
                            shown.foreground.unwrap_or(theme.text),
                            shown.background.unwrap_or(theme.background),
                        );
                        assert!(ratio >= 4.5, "{style:?} {shown:?} {ratio}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_can_be_read_stays_as_it_is() {
        let style = Style { foreground: Some(Colour::Rgb(10, 20, 30)), ..Style::default() };
        assert_eq!(colours(style, THEMES[0]).foreground, Some(Rgb(10, 20, 30)));
        assert_eq!(colours(Style::default(), THEMES[0]).foreground, None);
    }
}
