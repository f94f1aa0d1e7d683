//! Words of the page. What is wrong with a request is said by the contract's own catalogues.

pub(crate) mod compose;
mod en;
mod numbers;
pub(crate) mod settings;
mod zh_cn;

pub(crate) use numbers::{grouped, grouped_u64, plural};

use crate::storage;
use fastexec_contract::Lang;
use leptos::prelude::*;

/// Every word of the page. A language that lacks one doesn't compile.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) title: &'static str,
    pub(crate) scope: &'static str,
    pub(crate) history: &'static str,
    pub(crate) settings: &'static str,
    pub(crate) close: &'static str,
    pub(crate) commands: &'static str,
    pub(crate) commands_search: &'static str,
    pub(crate) keys: &'static str,
    pub(crate) keys_note: &'static str,
    /// Each key, and what it does.
    pub(crate) key_list: [(&'static str, &'static str); 8],
    pub(crate) too_large: &'static str,
    pub(crate) too_many: &'static str,
    pub(crate) overloaded: &'static str,
    /// Seconds.
    pub(crate) retry_after: fn(u32) -> String,
    pub(crate) language: &'static str,
    pub(crate) theme: &'static str,
    pub(crate) theme_names: [&'static str; 3],
    pub(crate) demo: &'static str,
    pub(crate) demo_note: &'static str,
    pub(crate) copied: &'static str,
    pub(crate) not_sent: &'static str,
    pub(crate) raw_answer: &'static str,
    pub(crate) unreachable: &'static str,
    pub(crate) unreadable: &'static str,
    pub(crate) sign_in: &'static str,
    pub(crate) sign_in_note: &'static str,
    pub(crate) sign_in_address: &'static str,
    pub(crate) loading: &'static str,
    pub(crate) part_missing: &'static str,
    pub(crate) try_again: &'static str,
    pub(crate) run_of: fn(&str) -> String,
    pub(crate) elapsed: &'static str,
    pub(crate) object: &'static str,
    pub(crate) state: &'static str,
    pub(crate) exit_code: &'static str,
    pub(crate) duration: &'static str,
    pub(crate) tag: &'static str,
    pub(crate) host: &'static str,
    pub(crate) container: &'static str,
    pub(crate) full_screen: &'static str,
    pub(crate) leave_full_screen: &'static str,
    pub(crate) editor_keys: &'static str,
    pub(crate) carriage_returns: &'static str,
    pub(crate) to_line_feeds: &'static str,
    pub(crate) open_file: &'static str,
    pub(crate) file_too_long: fn(&str, usize) -> String,
    pub(crate) file_not_utf8: fn(&str, usize) -> String,
    pub(crate) file_unreadable: fn(&str) -> String,
    pub(crate) not_found: &'static str,
    pub(crate) not_found_note: &'static str,
    pub(crate) new_run: &'static str,
    /// A state of jobs and steps.
    pub(crate) run_status: fn(i64) -> &'static str,
    /// A state of an execute object.
    pub(crate) object_status: fn(i64) -> &'static str,
}

impl Words {
    /// What an object of this type is: 1 host, 2 container.
    pub(crate) fn kind(&self, object_type: i64) -> &'static str {
        if object_type == 1 { self.host } else { self.container }
    }

    pub(crate) const fn of(lang: Lang) -> &'static Words {
        match lang {
            Lang::En => &en::WORDS,
            Lang::ZhCn => &zh_cn::WORDS,
        }
    }
}

/// The language that was chosen, first that of the browser; kept, and told to the document.
pub(crate) fn provide() {
    let kept = storage::load(storage::LANG).and_then(|tag| Lang::from_tag(&tag));
    let own = || window().navigator().language().and_then(|tag| Lang::from_tag(&tag));
    let lang = RwSignal::new(kept.or_else(own).unwrap_or_default());
    provide_context(lang);
    Effect::new(move || {
        let lang = lang.get();
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("lang", lang.tag());
        }
        document().set_title(Words::of(lang).title);
    });
}

/// The language of the page.
pub(crate) fn lang() -> RwSignal<Lang> {
    // `App` provides it; a part that is mounted alone speaks the default.
    use_context().unwrap_or_default()
}

/// A word, in whatever language is chosen at the moment.
pub(crate) fn word(pick: fn(&Words) -> &'static str) -> Signal<&'static str> {
    let lang = lang();
    Signal::derive(move || pick(Words::of(lang.get())))
}

/// All words, for sentences that are put together.
pub(crate) fn words() -> Signal<&'static Words> {
    let lang = lang();
    Signal::derive(move || Words::of(lang.get()))
}
