//! Limits guessing of secrets and tokens: an address that was wrong too often waits.

use crate::answer::{Refusal, Sentence};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Wrong secrets in one window.
const WRONG_MAX: u32 = 20;

const WINDOW: Duration = Duration::from_secs(60);

/// Addresses that are remembered; more are forgotten together, which a window does anyway.
const ADDRESSES_MAX: usize = 10_000;

#[derive(Debug, Default)]
pub(crate) struct Guesses(Mutex<HashMap<IpAddr, Window>>);

#[derive(Clone, Copy, Debug)]
struct Window {
    start: Instant,
    wrong: u32,
}

impl Guesses {
    /// Before a secret is looked at.
    pub(crate) fn admit(&self, from: IpAddr) -> Result<(), Refusal> {
        let windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(window) = windows.get(&from).filter(|it| it.wrong >= WRONG_MAX) else {
            return Ok(());
        };
        let rest = WINDOW.saturating_sub(window.start.elapsed());
        if rest.is_zero() {
            return Ok(());
        }
        let sentence = Sentence::new(
            "Too many wrong secrets or tokens came from this address. Wait a minute.",
            "来自该地址的错误密钥或令牌过多，请一分钟后重试。",
        );
        Err(Refusal::ResourceExhausted(sentence, rest.as_secs() + 1))
    }

    pub(crate) fn failed(&self, from: IpAddr) {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() >= ADDRESSES_MAX {
            windows.clear();
        }
        let window = windows.entry(from).or_insert(Window { start: Instant::now(), wrong: 0 });
        if window.start.elapsed() >= WINDOW {
            *window = Window { start: Instant::now(), wrong: 0 };
        }
        window.wrong += 1;
    }
}
