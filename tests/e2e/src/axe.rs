//! Accessibility of a page as it stands, by axe-core.

use crate::{Browser, variable};
use anyhow::{Context, ensure};

/// Every rule for WCAG 2.2 AA, and what axe holds to be good practice.
const RUN: &str = r#"
const done = arguments[arguments.length - 1];
const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
axe
  .run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] })
  .then(({ violations }) =>
    done(violations.flatMap(({ id, impact, nodes }) =>
      nodes.map((node) => `${id} (${impact}) at ${node.target}: ${node.failureSummary}\n    ${node.html}`))),
  )
  .catch((error) => done([`axe failed: ${error}`]));
"#;

impl Browser {
    /// Fails with all that is wrong; `state` says of what.
    pub async fn axe(&self, state: &str) -> anyhow::Result<()> {
        // The page's policy holds for its own scripts, not for the driver's.
        if self.script("return typeof axe").await? == "undefined" {
            let axe = variable("FASTEXEC_AXE")?;
            let axe =
                std::fs::read_to_string(&axe).with_context(|| format!("{axe} can't be read"))?;
            self.script(&axe).await?;
        }
        let found = self.script_async(RUN).await?;
        let violations: Vec<&str> = found
            .as_array()
            .context("axe lists what it found")?
            .iter()
            .filter_map(|violation| violation.as_str())
            .collect();
        ensure!(violations.is_empty(), "axe on {state}:\n{}", violations.join("\n"));
        Ok(())
    }
}
