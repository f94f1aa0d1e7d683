//! Sentences from findings. A template names the finding's values in braces; a part in brackets is left out
//! when a value it names is missing.

mod en;
mod zh_cn;

use crate::lang::Lang;
use crate::report::Param;
use crate::rules::Code;

/// Values that are words of ours, and so are translated: JSON types, reasons.
const TRANSLATED: &[&str] = &["expected", "found_type", "reason"];

pub(crate) fn render(code: Code, params: &[(&'static str, Param)], lang: Lang) -> String {
    let template = match lang {
        Lang::En => en::template(code),
        Lang::ZhCn => zh_cn::template(code),
    };
    let mut sentence = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some(open) = rest.find('[') {
        sentence.push_str(&fill(&rest[..open], params, lang).unwrap_or_default());
        let (part, after) = rest[open + 1..].split_once(']').unwrap_or((&rest[open + 1..], ""));
        if let Some(part) = fill(part, params, lang) {
            sentence.push_str(&part);
        }
        rest = after;
    }
    sentence.push_str(&fill(rest, params, lang).unwrap_or_default());
    sentence
}

/// `None` when a value is missing.
fn fill(template: &str, params: &[(&'static str, Param)], lang: Lang) -> Option<String> {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        let (name, value) = params.iter().find(|(key, _)| *key == name)?;
        text.push_str(before);
        match value {
            Param::Text(value) if TRANSLATED.contains(name) => text.push_str(word(value, lang)),
            value => text.push_str(&value.to_string()),
        }
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}

fn word(word: &str, lang: Lang) -> &str {
    match lang {
        Lang::En => en::word(word),
        Lang::ZhCn => zh_cn::word(word),
    }
}

#[cfg(test)]
mod tests;
