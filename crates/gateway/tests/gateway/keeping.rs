//! What the guide to operations says of backups and secrets is so.

use crate::served::{Served, fastexec, folder, shell};
use rusqlite::Connection;
use serde_json::json;
use std::fs::{copy, create_dir, read_dir, remove_file, rename, set_permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// The statement of the guide that begins with these words: what it hands to sqlite3.
fn statement(beginning: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/operations.md");
    let text = std::fs::read_to_string(path).expect("the guide");
    let quoted =
        text.split("`sqlite3 fastexec.db \"").skip(1).filter_map(|it| it.split('"').next());
    quoted.into_iter().find(|it| it.starts_with(beginning)).expect("a statement").to_owned()
}

/// As `sqlite3` does from within the data directory.
fn sqlite3(data_dir: &Path, statement: &str) {
    let database = Connection::open(data_dir.join("fastexec.db")).expect("a database");
    database.execute_batch(statement).unwrap_or_else(|error| panic!("{statement}: {error}"));
}

fn copy_all(from: &Path, to: &Path) {
    create_dir(to).expect("a new folder");
    for entry in read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let copied = to.join(path.file_name().expect("a name"));
        if path.is_dir() { copy_all(&path, &copied) } else { drop(copy(&path, &copied)) }
    }
}

/// While it runs: the database by its own means, then the files that the guide names.
fn back_up(data_dir: &Path, to: &Path) {
    let backup = data_dir.join("backup.db");
    let statement =
        statement("VACUUM INTO").replace("'backup.db'", &format!("'{}'", backup.display()));
    sqlite3(data_dir, &statement);
    create_dir(to).expect("a new folder");
    set_permissions(to, PermissionsExt::from_mode(0o700)).expect("its owner's alone");
    rename(backup, to.join("fastexec.db")).expect("moved");
    copy_all(&data_dir.join("runs"), &to.join("runs"));
    for name in ["app_secret", "parameter_key"] {
        copy(data_dir.join(name), to.join(name)).expect("copied");
    }
}

#[test]
fn a_backup_of_a_running_gateway_is_restored() {
    let folder = folder();
    let data_dir = folder.path().join("data");
    let served = Served::start(&data_dir);
    let done = served.run(&shell("echo kept", &[101]));
    served.wait_until_finished(done);
    let mut body = shell("echo $1", &[101, 102]);
    body["rolling_config"] = json!({ "expression": "1", "mode": 3 });
    body["script_param"] = json!(fastexec_contract::base64_text::encode("sealed"));
    body["is_param_sensitive"] = json!(1);
    let waiting = served.run(&body);
    served.wait_for_status(waiting, 7);
    let (whole, keyless) = (folder.path().join("whole"), folder.path().join("keyless"));
    back_up(&data_dir, &whole);
    back_up(&data_dir, &keyless);
    drop(served);

    let served = Served::start(&whole);
    assert_eq!(served.output(done, 101), "kept\n");
    served.operate_well(waiting, 13);
    served.wait_for_status(waiting, 3);
    assert_eq!(served.output(waiting, 102), "sealed\n");
    drop(served);

    remove_file(keyless.join("parameter_key")).expect("removed");
    let served = Served::start(&keyless);
    assert_eq!(served.output(done, 101), "kept\n");
    served.operate(waiting, 13);
    let status = served.wait_until_finished(waiting);
    assert_ne!(status["job_instance"]["status"], 3, "{status}");
    let said = served.output(waiting, 102);
    assert!(said.contains("another key"), "{said}");
}

#[test]
fn a_new_secret_leaves_sessions_alone_and_all_sessions_can_be_ended() {
    let folder = folder();
    let served = Served::start(folder.path());
    let body = json!({ "token": served.token }).to_string();
    let answer = served.client.post("/session", &body, &[]);
    let cookie = answer.header("set-cookie").split(';').next().expect("a cookie").to_owned();
    let old = served.header.clone();
    drop(served);

    remove_file(folder.path().join("app_secret")).expect("removed");
    let served = Served::start(folder.path());
    assert_ne!(served.header, old);
    let path = "/open/api/scope/biz/1/jobInstance";
    let ask = |name: &str, value: &str| served.client.get(path, &[(name, value)]).status;
    assert_eq!(ask("X-Bkapi-Authorization", &old), 401);
    assert_eq!(ask("X-Bkapi-Authorization", &served.header), 200);
    assert_eq!(ask("Cookie", &cookie), 200);
    drop(served);

    sqlite3(folder.path(), &statement("DELETE FROM token"));
    let served = Served::start(folder.path());
    assert_eq!(served.client.get(path, &[("Cookie", &cookie)]).status, 401);
    let link = fastexec().args(["link", "--data-dir"]).arg(folder.path()).output();
    assert!(link.expect("fastexec runs").status.success());
}
