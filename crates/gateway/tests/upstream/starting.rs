//! Options: what is refused at the start, and what is honoured.

use crate::served::{Served, fastexec, folder, wait_for};
use crate::{app_file, on_hosts, path};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::process::{Command, Output};
use std::sync::mpsc::channel;
use std::thread;
use stub_job::{APP_CODE, APP_SECRET, Stub};

fn start(options: &[&str], change: impl FnOnce(&mut Command)) -> Output {
    let data = folder();
    let mut command = fastexec();
    command.args(["serve", "--listen", "127.0.0.1:0", "--data-dir"]).arg(data.path()).args(options);
    change(&mut command);
    command.output().expect("fastexec runs")
}

#[track_caller]
fn refused(options: &[&str], reason: &str) {
    let output = start(options, |_| {});
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains(reason), "{said}");
}

#[test]
fn what_is_wrong_is_said_at_the_start() {
    let folder = folder();
    let app = app_file(&folder, 0o600);
    let app = path(&app);
    let url = "https://job.invalid/api/bk-job/prod";
    refused(&["--upstream", url], "--dialect");
    refused(&["--dialect", "v4"], "--upstream");
    refused(&["--upstream", url, "--dialect", "v5"], "v5");
    refused(&["--upstream", url, "--dialect", "v4"], "FASTEXEC_UPSTREAM_APP_SECRET");
    for wrong in
        ["ftp://job.invalid/", "https://user:hidden@job.invalid/", "https://job.invalid/?a=b"]
    {
        refused(
            &["--upstream", wrong, "--dialect", "v4", "--upstream-app", app],
            "--upstream must",
        );
    }
    let open = app_file(&crate::served::folder(), 0o600);
    assert!(!open.exists(), "the folder is gone");
    refused(&["--upstream", url, "--dialect", "v4", "--upstream-app", path(&open)], "can't read");
    refused(
        &["--upstream", url, "--dialect", "v4", "--upstream-app", app, "--upstream-ca", app],
        "certificate",
    );
    let open = app_file(&folder, 0o644);
    refused(&["--upstream", url, "--dialect", "v4", "--upstream-app", path(&open)], "chmod 600");
}

#[test]
fn a_password_in_the_address_is_not_repeated() {
    let output =
        start(&["--upstream", "https://user:hidden@job.invalid/", "--dialect", "v4"], |_| {});
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!said.contains("hidden"), "{said}");
}

#[test]
fn the_app_comes_from_the_environment_too() {
    let stub = Stub::start().expect("a stand-in");
    let data = folder();
    let mut child = fastexec()
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--upstream",
            &stub.url(),
            "--dialect",
            "v4",
            "--data-dir",
        ])
        .arg(data.path())
        .env("FASTEXEC_UPSTREAM_APP_CODE", APP_CODE)
        .env("FASTEXEC_UPSTREAM_APP_SECRET", APP_SECRET)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("fastexec starts");
    let stdout = BufReader::new(child.stdout.take().expect("piped"));
    let said = stdout.lines().map_while(Result::ok).find(|line| line.contains("JOB at"));
    assert!(said.is_some_and(|line| line.contains(&stub.url())));
    child.kill().expect("killable");
    child.wait().expect("waitable");
}

/// Where a proxy is asked for something, the name of the other side is for it to look up.
#[test]
fn proxy_variables_are_honoured() {
    let proxy = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = proxy.local_addr().expect("bound");
    let (told, asked) = channel();
    thread::spawn(move || {
        for stream in proxy.incoming() {
            let mut stream = stream.expect("a connection");
            let mut line = String::new();
            BufReader::new(&stream).read_line(&mut line).expect("a line");
            let _closed = stream.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
            if told.send(line).is_err() {
                break;
            }
        }
    });
    let folder = folder();
    let app = app_file(&folder, 0o600);
    let data = folder.path().join("data");
    let mut command = fastexec();
    command
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--upstream",
            "http://job.invalid/api/bk-job/prod",
        ])
        .args(["--dialect", "v4", "--upstream-app", path(&app), "--data-dir"])
        .arg(&data)
        .env("HTTP_PROXY", format!("http://{address}"));
    let served = Served::of(&mut command, &data);
    let answer = served.submit(&on_hosts("echo", &[101]));
    assert_eq!(answer.status, 503, "{}", answer.text);
    let line = wait_for("a question to the proxy", || asked.try_recv().ok());
    assert!(
        line.starts_with("POST http://job.invalid/api/bk-job/prod/api/v4/fast_execute_script"),
        "{line}"
    );
}
