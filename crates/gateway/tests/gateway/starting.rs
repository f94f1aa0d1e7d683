//! Starting, and what is said when it can't.

use crate::served::{Served, fastexec, folder, shell};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// What a `serve` that can't start says, which ends with 2.
#[track_caller]
fn refused(listen: &str, data_dir: &Path) -> String {
    let output =
        fastexec().args(["serve", "--listen", listen, "--data-dir"]).arg(data_dir).output();
    let output = output.expect("fastexec runs");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let error = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(error.lines().count(), 1, "{error}");
    error
}

#[test]
fn a_port_that_is_taken() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    let error = refused(&address, folder().path());
    assert!(error.contains(&address) && error.contains("--listen"), "{error}");
}

#[test]
fn a_data_dir_that_is_taken() {
    let folder = folder();
    let _served = Served::start(folder.path());
    let error = refused("127.0.0.1:0", folder.path());
    assert!(error.contains("--data-dir") || error.contains("another"), "{error}");
}

#[test]
fn an_address_that_others_can_reach() {
    let error = refused("0.0.0.0:0", folder().path());
    assert!(error.contains("loopback") && error.contains("ssh"), "{error}");
}

#[test]
fn a_data_dir_that_is_a_file() {
    let folder = folder();
    let file = folder.path().join("file");
    std::fs::write(&file, "").expect("a file");
    let error = refused("127.0.0.1:0", &file);
    assert!(error.contains(&file.display().to_string()), "{error}");
}

/// A folder that was there before may have any mode.
#[test]
fn what_is_kept_is_its_owners_alone() {
    let folder = folder();
    std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).expect("set");
    let served = Served::start(folder.path());
    let job = served.run(&shell("echo kept", &[101]));
    served.wait_until_finished(job);
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder.path()).expect("a folder") {
        let entry = entry.expect("an entry");
        let mode = entry.metadata().expect("it is there").permissions().mode() & 0o777;
        assert_eq!(mode & 0o077, 0, "{} has mode {mode:o}", entry.path().display());
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    for name in ["fastexec.db", "fastexec.db-wal", "runs", "objects", "parameter_key"] {
        assert!(names.iter().any(|it| it == name), "{name} in {names:?}");
    }
}

#[test]
fn the_secret_is_its_owners_alone() {
    let folder = folder();
    let data_dir = folder.path().join("data");
    let _served = Served::start(&data_dir);
    for (path, mode) in [("", 0o700), ("app_secret", 0o600)] {
        let metadata = std::fs::metadata(data_dir.join(path)).expect("it is there");
        assert_eq!(metadata.permissions().mode() & 0o777, mode, "{path}");
    }
}
