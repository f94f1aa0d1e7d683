//! An expression as a sentence.

use super::expression::{Expression, Part};
use crate::lang::Lang;

impl Expression {
    /// One sentence without a full stop: "5, then 10% of all in each batch".
    pub fn reading(&self, lang: Lang) -> String {
        let (last, before) = match self.parts() {
            [only] => (only, &[][..]),
            [before @ .., last] => (last, before),
            [] => return String::new(),
        };
        let mut pieces: Vec<String> = Vec::new();
        for (index, part) in before.iter().enumerate() {
            pieces.push(once(*part, index == 0, lang));
        }
        pieces.push(repeated(*last, before.is_empty(), lang));
        pieces.join(match lang {
            Lang::En => ", then ",
            Lang::ZhCn => "，然后",
        })
    }
}

/// A batch that is made once.
fn once(part: Part, is_first: bool, lang: Lang) -> String {
    match (part, lang) {
        (Part::Plus(number) | Part::Times(number), _) if is_first => {
            once(Part::Count(number), true, lang)
        }
        (Part::Count(number), Lang::En) => number.to_string(),
        (Part::Count(number), Lang::ZhCn) => format!("{number} 个"),
        (Part::Percent(percent), Lang::En) => format!("{percent}% of all"),
        (Part::Percent(percent), Lang::ZhCn) => format!("总数的 {percent}%"),
        (Part::Plus(number), Lang::En) => format!("{number} more than before"),
        (Part::Plus(number), Lang::ZhCn) => format!("比上一批多 {number} 个"),
        (Part::Times(number), Lang::En) => format!("{number} times as many as before"),
        (Part::Times(number), Lang::ZhCn) => format!("上一批的 {number} 倍"),
    }
}

/// The last part, which goes for all batches that follow.
fn repeated(part: Part, is_only: bool, lang: Lang) -> String {
    match (part, lang) {
        (Part::Percent(100), Lang::En) => {
            if is_only { "all at once" } else { "all the rest" }.to_owned()
        }
        (Part::Percent(100), Lang::ZhCn) => {
            if is_only { "全部一批" } else { "其余全部" }.to_owned()
        }
        (Part::Plus(number), Lang::En) if is_only => {
            format!("{number} at first, then {number} more in each batch")
        }
        (Part::Plus(number), Lang::ZhCn) if is_only => {
            format!("首批 {number} 个，之后每批比上一批多 {number} 个")
        }
        (Part::Times(number), Lang::En) if is_only => {
            format!("{number} at first, then {number} times as many in each batch")
        }
        (Part::Times(number), Lang::ZhCn) if is_only => {
            format!("首批 {number} 个，之后每批为上一批的 {number} 倍")
        }
        (Part::Plus(number), Lang::En) => format!("{number} more in each batch than before"),
        (Part::Plus(number), Lang::ZhCn) => format!("每批比上一批多 {number} 个"),
        (Part::Times(number), Lang::En) => {
            format!("in each batch {number} times as many as before")
        }
        (Part::Times(number), Lang::ZhCn) => format!("每批为上一批的 {number} 倍"),
        (_, Lang::En) => format!("{} in each batch", once(part, true, lang)),
        (_, Lang::ZhCn) => format!("每批{}{}", pad(part), once(part, true, lang)),
    }
}

/// Chinese text and digits stand a blank apart.
fn pad(part: Part) -> &'static str {
    if matches!(part, Part::Count(_)) { " " } else { "" }
}
