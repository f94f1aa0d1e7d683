//! `callback.url`: what JOB's server takes for an address to call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackUrl { text: String }
impl CallbackUrl { pub fn as_str(&self) -> &str { &self.text } }
