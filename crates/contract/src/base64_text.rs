//! Base64 of text, as JOB's decoder and this contract take it.
pub fn encode(text: &str) -> String { use base64::Engine; base64::engine::general_purpose::STANDARD.encode(text) }
