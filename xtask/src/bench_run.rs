//! `cargo xtask bench run`: a run of ten thousand objects and a log of a million lines, in Chromium; the
//! same lines in xterm.js.

use crate::shell::{cargo, root, run, target_dir};
use crate::{browser, npm, serve, test};

const XTERM: &str = "@xterm/xterm@5.5.0";
const SEARCH: &str = "@xterm/addon-search@0.15.0";

pub(crate) fn bench() -> anyhow::Result<()> {
    let driver = browser::ensure()?;
    let fastexec = serve::build()?;
    run(
        "Measuring",
        cargo()
            .env("CHROMEDRIVER", driver)
            .env("FASTEXEC_BIN", root().join(fastexec))
            .env("FASTEXEC_STUB_JOB", test::build_stub_job()?)
            .env("FASTEXEC_XTERM", npm::package(XTERM)?.join("lib/xterm.js"))
            .env("FASTEXEC_XTERM_SEARCH", npm::package(SEARCH)?.join("lib/addon-search.js"))
            .env("FASTEXEC_PICTURES", root().join(target_dir()).join("xtask/pictures"))
            .args(["test", "--package", "fastexec-e2e", "run_measured"])
            .args(["--", "--ignored", "--nocapture", "--test-threads", "1"]),
    )
}
