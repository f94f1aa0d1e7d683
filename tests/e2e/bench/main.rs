//! `cargo xtask bench page`: a first visit of the console beside other pages for the same operation; with `keys`, a key
//! typed beside 50,000 host ids. Figures are for docs/performance.md.

mod keys;
mod peers;
mod site;
mod visit;

use anyhow::Context;
use site::Site;
use std::path::PathBuf;

/// Visits of which the median is taken.
const VISITS: usize = 7;

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let console = Site::start(peers::console(&folder("FASTEXEC_DIST")?)?)?;
    if std::env::args().any(|argument| argument == "keys") {
        println!(
            "\nA key typed beside 50,000 host ids: event to paint, median of {}\n",
            keys::KEYS
        );
        return keys::measure(&console).await;
    }
    let sites = [
        ("fastexec", console, "#script_content"),
        (
            "swagger-ui-dist",
            Site::start(peers::swagger(&folder("FASTEXEC_SWAGGER")?)?)?,
            ".body-param__text",
        ),
        (
            "@scalar/api-reference",
            Site::start(peers::scalar(&folder("FASTEXEC_SCALAR")?)?)?,
            ".show-api-client-button",
        ),
    ];
    println!("\nFirst visit, cold, medians of {VISITS}\n");
    let row = |[page, bytes, plain, slow]: [&str; 4]| {
        println!("{page:<26}{bytes:>16}{plain:>18}{slow:>18}")
    };
    row(["", "KB over the wire", "usable after, ms", "slow: after, ms"]);
    for (name, site, form) in &sites {
        let (mut plain, mut slow) = (Vec::new(), Vec::new());
        for _ in 0..VISITS {
            plain.push(
                visit::visit(site, form, false).await.with_context(|| format!("{name}, plain"))?,
            );
            slow.push(
                visit::visit(site, form, true).await.with_context(|| format!("{name}, slow"))?,
            );
        }
        let bytes = median(plain.iter().map(|visit| visit.bytes as f64));
        let editor = median(plain.iter().map(|visit| visit.editor_bytes as f64));
        let time = |visits: &[visit::Visit]| {
            format!("{:.0}", median(visits.iter().map(|visit| visit.usable_ms)))
        };
        row([name, &format!("{:.1}", (bytes - editor) / 1000.0), &time(&plain), &time(&slow)]);
        if editor > 0.0 {
            row(["  and its editor", &format!("{:.1}", editor / 1000.0), "", ""]);
        }
    }
    Ok(())
}

fn folder(variable: &str) -> anyhow::Result<PathBuf> {
    let folder = std::env::var_os(variable);
    folder
        .map(PathBuf::from)
        .with_context(|| format!("{variable} is not set: use `cargo xtask bench page`"))
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
