//! The built product in a real browser. `cargo xtask test e2e` builds both and says where they are.

mod axe;
mod browser;
mod keyboard;
mod product;
mod upstream;

pub use browser::{Browser, Look};
pub use product::Product;
pub use upstream::ACCESS_TOKEN;

use std::time::Duration;

/// No test needs it in full: it ends one that would wait for ever.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// What `cargo xtask test e2e` sets.
fn variable(name: &str) -> anyhow::Result<String> {
    std::env::var(name).map_err(|_| {
        anyhow::anyhow!("{name} is not set: run these tests with `cargo xtask test e2e`")
    })
}
