//! `cargo xtask bench run`: a run of ten thousand objects and a log of a million lines, in Chromium.

use crate::shell::{cargo, root, run, target_dir};
use crate::{browser, serve};

pub(crate) fn bench() -> anyhow::Result<()> {
    let driver = browser::ensure()?;
    let fastexec = serve::build()?;
    run(
        "Measuring",
        cargo()
            .env("CHROMEDRIVER", driver)
            .env("FASTEXEC_BIN", root().join(fastexec))
            .env("FASTEXEC_PICTURES", root().join(target_dir()).join("xtask/pictures"))
            .args(["test", "--package", "fastexec-e2e", "run_measured"])
            .args(["--", "--ignored", "--nocapture", "--test-threads", "1"]),
    )
}
