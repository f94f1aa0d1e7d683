//! Words of Settings.

use crate::density::Density;
use fastexec_contract::Lang;
use leptos::prelude::*;

/// Every word of the page. A language that lacks one doesn't compile.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) title: &'static str,
    pub(crate) gateway: &'static str,
    pub(crate) address: &'static str,
    pub(crate) address_note: &'static str,
    pub(crate) scope: &'static str,
    pub(crate) user: &'static str,
    pub(crate) token: &'static str,
    pub(crate) token_note: &'static str,
    pub(crate) sign_in: &'static str,
    pub(crate) sign_out: &'static str,
    pub(crate) page: &'static str,
    pub(crate) language: &'static str,
    pub(crate) theme: &'static str,
    pub(crate) density: &'static str,
    pub(crate) single_keys: &'static str,
    pub(crate) kept: &'static str,
    pub(crate) kept_note: &'static str,
    pub(crate) forget: &'static str,
    pub(crate) forgotten: &'static str,
    pub(crate) density_name: fn(Density) -> &'static str,
}

const EN: Words = Words {
    title: "Settings",
    gateway: "Gateway",
    address: "Address",
    address_note: "The page talks to the gateway that served it, and to nobody else.",
    scope: "Scope",
    user: "Signed in as",
    token: "Another address or token",
    token_note: "`fastexec link` prints one. It is used once and kept nowhere; the session is a cookie that scripts can't read.",
    sign_in: "Sign in",
    sign_out: "Sign out",
    page: "Page",
    language: "Language",
    theme: "Theme",
    density: "Density",
    single_keys: "Keys without Ctrl: / ? f n N",
    kept: "Kept in this browser",
    kept_note: "The draft, without sensitive parameters, and the choices above.",
    forget: "Forget the draft",
    forgotten: "Forgotten.",
    density_name: |density| match density {
        Density::Comfortable => "Comfortable",
        Density::Compact => "Compact",
    },
};

const ZH_CN: Words = Words {
    title: "设置",
    gateway: "网关",
    address: "地址",
    address_note: "页面只与提供它的网关通信。",
    scope: "资源范围",
    user: "当前用户",
    token: "新的地址或令牌",
    token_note: "可用 `fastexec link` 取得。令牌只能使用一次且不会保存；会话保存在脚本无法读取的 Cookie 中。",
    sign_in: "登录",
    sign_out: "退出登录",
    page: "页面",
    language: "语言",
    theme: "主题",
    density: "密度",
    single_keys: "启用单键快捷键：/ ? f n N",
    kept: "保存在此浏览器中",
    kept_note: "草稿（不含敏感参数）以及上面的选项。",
    forget: "清除草稿",
    forgotten: "已清除。",
    density_name: |density| match density {
        Density::Comfortable => "宽松",
        Density::Compact => "紧凑",
    },
};

/// A word, in whatever language is chosen at the moment.
pub(crate) fn word(pick: fn(&Words) -> &'static str) -> Signal<&'static str> {
    let words = words();
    Signal::derive(move || pick(words.get()))
}

/// All words, for sentences that are put together.
pub(crate) fn words() -> Signal<&'static Words> {
    let lang = super::lang();
    Signal::derive(move || match lang.get() {
        Lang::En => &EN,
        Lang::ZhCn => &ZH_CN,
    })
}
