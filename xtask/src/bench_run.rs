//! `cargo xtask bench run`: a run of ten thousand objects and a log of a million lines, in Chromium; the
//! same lines in xterm.js.

use crate::end_to_end::EndToEnd;
use crate::npm;
use crate::shell::run;

const XTERM: &str = "@xterm/xterm@5.5.0";
const SEARCH: &str = "@xterm/addon-search@0.15.0";

pub(crate) fn bench() -> anyhow::Result<()> {
    run(
        "Measuring",
        EndToEnd::prepare()?
            .tests()
            .env("FASTEXEC_XTERM", npm::package(XTERM)?.join("lib/xterm.js"))
            .env("FASTEXEC_XTERM_SEARCH", npm::package(SEARCH)?.join("lib/addon-search.js"))
            .args(["run_measured", "--", "--ignored", "--nocapture", "--test-threads", "1"]),
    )
}
