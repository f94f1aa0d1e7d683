//! What the browser keeps between visits. Never a secret: see `Draft::without_secrets`.

use fastexec_draft::Draft;
use leptos::prelude::window;
use web_sys::Storage;

const DRAFT: &str = "fastexec.draft";
const SUBMISSION: &str = "fastexec.submission";
const ACCEPTED: &str = "fastexec.accepted";
pub(crate) const LANG: &str = "fastexec.lang";
pub(crate) const THEME: &str = "fastexec.theme";
pub(crate) const DENSITY: &str = "fastexec.density";
pub(crate) const SINGLE_KEYS: &str = "fastexec.single_keys";
pub(crate) const SCOPE: &str = "fastexec.scope";

pub(crate) fn load(key: &str) -> Option<String> {
    local()?.get_item(key).ok()?
}

/// A full or forbidden storage costs the memory of a choice, not the page.
pub(crate) fn save(key: &str, value: &str) {
    if let Some(storage) = local() {
        let _full = storage.set_item(key, value);
    }
}

pub(crate) fn load_draft() -> Option<Draft> {
    serde_json::from_str(&load(DRAFT)?).ok()
}

pub(crate) fn save_draft(draft: &Draft) {
    if let Ok(text) = serde_json::to_string(&draft.without_secrets()) {
        save(DRAFT, &text);
    }
}

pub(crate) fn forget_draft() {
    if let Some(storage) = local() {
        let _forbidden = storage.remove_item(DRAFT);
    }
}

/// The Idempotency-Key of what is being sent, so that a reload or a second click can't run it twice.
pub(crate) fn submission_key() -> Option<String> {
    session()?.get_item(SUBMISSION).ok()?
}

pub(crate) fn keep_submission_key(key: &str) {
    if let Some(storage) = session() {
        let _full = storage.set_item(SUBMISSION, key);
    }
}

pub(crate) fn drop_submission_key() {
    if let Some(storage) = session() {
        let _forbidden = storage.remove_item(SUBMISSION);
    }
}

/// The run that came of the draft as it is, so that running it once more is no slip.
pub(crate) fn accepted_run() -> Option<i64> {
    session()?.get_item(ACCEPTED).ok()??.parse().ok()
}

pub(crate) fn keep_accepted_run(job_instance_id: i64) {
    if let Some(storage) = session() {
        let _full = storage.set_item(ACCEPTED, &job_instance_id.to_string());
    }
}

pub(crate) fn drop_accepted_run() {
    if let Some(storage) = session() {
        let _forbidden = storage.remove_item(ACCEPTED);
    }
}

fn local() -> Option<Storage> {
    window().local_storage().ok()?
}

fn session() -> Option<Storage> {
    window().session_storage().ok()?
}
