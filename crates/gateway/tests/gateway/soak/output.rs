//! Much output of one script.

use super::peak_memory;
use crate::served::{Served, folder, shell};
use serde_json::json;
use std::time::Instant;

#[test]
#[ignore = "takes long: cargo xtask soak"]
fn a_gibibyte() {
    const TOTAL: u64 = 1 << 30;
    const KEPT: u64 = 5 << 20;
    let folder = folder();
    let served = Served::start(folder.path());
    let start = Instant::now();
    let job = served.run(&shell(
        "printf begin; yes 0123456789abcde | head -c $((1024 * 1024 * 1024 - 8)); printf end",
        &[101],
    ));
    served.wait_until_finished(job);
    let seconds = start.elapsed().as_secs_f64();
    let object = |offset: u64, limit: u64| json!({ "type": 1, "resource_id": "101", "offset": offset, "limit": limit });
    let first = served.log(job, &object(0, 5));
    let last = served.log(job, &object(TOTAL - 3, 3));
    assert_eq!((&first["log_content"], &last["log_content"]), (&json!("begin"), &json!("end")));
    assert_eq!(last["total_bytes"], TOTAL);
    assert_eq!(last["dropped_bytes"], TOTAL - KEPT);
    let memory = peak_memory(&served);
    assert!(memory < 256, "{memory} MiB");
    println!(
        "soak: 1 GiB of output: {seconds:.1} s, {:.0} MiB/s; {} bytes dropped, as they should be; memory {memory} MiB \
         at most",
        1024.0 / seconds,
        TOTAL - KEPT
    );
}
