//! `fastexec supervise`, which the gateway starts for itself.

pub(super) fn run() {
    crate::run::supervise();
}
