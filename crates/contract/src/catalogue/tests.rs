use super::{en, render, zh_cn};
use crate::lang::Lang;
use crate::report::Param;
use crate::rules::Code;
use std::collections::BTreeSet;

/// The values that a template speaks of.
fn names(template: &str) -> BTreeSet<&str> {
    template.split('{').skip(1).filter_map(|part| part.split('}').next()).collect()
}

#[test]
fn both_languages_speak_of_the_same_values() {
    for &code in Code::ALL {
        assert_eq!(names(en::template(code)), names(zh_cn::template(code)), "{}", code.id());
    }
}

#[test]
fn chinese_is_chinese() {
    for &code in Code::ALL {
        let template = zh_cn::template(code);
        let is_chinese =
            template.chars().any(|character| ('\u{4e00}'..='\u{9fff}').contains(&character));
        assert!(is_chinese, "{}: {template}", code.id());
    }
}

#[test]
fn a_part_without_its_value_is_left_out() {
    let key = ("key", Param::from("time_out"));
    let near = ("nearest", Param::from("timeout"));
    assert_eq!(
        render(Code::UnknownKey, std::slice::from_ref(&key), Lang::En),
        "The key time_out is unknown and has no effect."
    );
    assert_eq!(
        render(Code::UnknownKey, &[key, near], Lang::ZhCn),
        "未知字段 time_out，不会生效。是否想写 timeout？"
    );
}

#[test]
fn words_are_translated() {
    let params = [("expected", Param::from("integer")), ("found_type", Param::from("string"))];
    assert_eq!(render(Code::WrongType, &params, Lang::En), "Expected an integer, found a string.");
    assert_eq!(render(Code::WrongType, &params, Lang::ZhCn), "类型错误：应为整数，实际为字符串。");
}
