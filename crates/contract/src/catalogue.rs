use crate::{code::Code, lang::Lang, report::Param};
pub(crate) fn render(_code: Code, _params: &[(&'static str, Param)], _lang: Lang) -> String { String::new() }
