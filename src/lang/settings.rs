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
    pub(crate) identity: &'static str,
    pub(crate) identity_known: &'static str,
    /// By `bk_token`, `access_token`, `bk_username` or nothing.
    pub(crate) identity_name: fn(Option<&str>) -> &'static str,
    pub(crate) identity_kind: &'static str,
    pub(crate) access_token: &'static str,
    pub(crate) user_name: &'static str,
    pub(crate) identify: &'static str,
    pub(crate) identity_told: &'static str,
    pub(crate) forget_identity: &'static str,
    pub(crate) identity_note: &'static str,
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
    identity: "BlueKing JOB",
    identity_known: "JOB knows you by",
    identity_name: |kind| match kind {
        Some("bk_token") => "BlueKing's login in this browser",
        Some("access_token") => "an access token",
        Some("bk_username") => "a user name",
        _ => "nothing yet: sign in to BlueKing in this browser, or type one below",
    },
    identity_kind: "Tell it",
    access_token: "Access token",
    user_name: "User name",
    identify: "Use it",
    identity_told: "Done.",
    forget_identity: "Forget it",
    identity_note: "What you type wins over BlueKing's login. The gateway keeps it in memory until this session or the gateway ends; the browser keeps it nowhere. A name counts only where the API gateway believes names.",
    page: "Page",
    language: "Language",
    theme: "Theme",
    density: "Density",
    single_keys: "Keys without Ctrl: / ? f n N w",
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
    identity: "蓝鲸 JOB",
    identity_known: "JOB 识别您的方式",
    identity_name: |kind| match kind {
        Some("bk_token") => "此浏览器中的蓝鲸登录",
        Some("access_token") => "access_token",
        Some("bk_username") => "用户名",
        _ => "尚无：请在此浏览器登录蓝鲸，或在下面填写",
    },
    identity_kind: "提供",
    access_token: "access_token",
    user_name: "用户名",
    identify: "使用",
    identity_told: "已完成。",
    forget_identity: "清除",
    identity_note: "填写的内容优先于蓝鲸登录。网关仅将其保存在内存中，直到此会话或网关结束；浏览器不做任何保存。用户名仅在 API 网关信任用户名时有效。",
    page: "页面",
    language: "语言",
    theme: "主题",
    density: "密度",
    single_keys: "启用单键快捷键：/ ? f n N w",
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
