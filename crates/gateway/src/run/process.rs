//! One script's process, seen from the gateway: started under its supervisor, read, and ended in time.

use super::output::Output;
use super::supervise::{Launch, Outcome};
use std::io;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::unix::pipe;
use tokio::process::Command;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

/// How long the output is read on after the script has ended: a service that it started may hold the pipe open
/// for ever.
const DRAIN: Duration = Duration::from_millis(500);

/// This very program, even when its file was replaced since.
const OWN_PROGRAM: &str = "/proc/self/exe";

/// How a script ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// By itself; a signal counts as 128 + its number, as shells say it.
    Exited(i32),
    TimedOut,
    Stopped,
}

/// Runs a script to its end. Its output goes to `output`, stdout and stderr as one stream in arrival order. `stop`
/// turning true ends it, and so does `timeout`, with everything that it started.
pub(super) async fn run(
    launch: &Launch,
    timeout: Duration,
    output: &mut Output,
    mut stop: watch::Receiver<bool>,
) -> io::Result<Ending> {
    let (reader, writer) = io::pipe()?;
    let mut reader = pipe::Receiver::from_owned_fd(reader.into())?;
    let mut command = Command::new(OWN_PROGRAM);
    command
        .arg("supervise")
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(writer)
        .stderr(Stdio::piped())
        .process_group(0);
    let mut child = command.spawn()?;
    // The command holds the writing end of the pipe, and that must not outlive the child's.
    drop(command);
    // While this is held, the script may run.
    let mut control = child.stdin.take();
    if let Some(control) = &mut control {
        let mut line = serde_json::to_vec(launch)?;
        line.push(b'\n');
        control.write_all(&line).await?;
    }

    let mut report = String::new();
    let mut wake = Instant::now() + timeout;
    let mut early: Option<Ending> = None;
    let mut has_ended = false;
    let mut is_open = true;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        tokio::select! {
            read = reader.read(&mut buffer), if is_open => match read? {
                0 => is_open = false,
                length => output.append(&buffer[..length])?,
            },
            read = read_report(&mut child.stderr, &mut report), if !has_ended => {
                read?;
                has_ended = true;
                wake = Instant::now() + DRAIN;
            }
            () = sleep_until(wake), if has_ended || early.is_none() => {
                if has_ended {
                    is_open = false;
                } else {
                    early = Some(Ending::TimedOut);
                    control = None;
                }
            }
            _ = stop.wait_for(|stop| *stop), if early.is_none() && !has_ended => {
                early = Some(Ending::Stopped);
                control = None;
            }
        }
        if has_ended && !is_open {
            break;
        }
    }
    drop(control);
    let status = child.wait().await?;
    match (early, serde_json::from_str(&report)) {
        (_, Ok(Outcome::NotStarted(reason))) => Err(io::Error::other(reason)),
        (Some(early), _) => Ok(early),
        (None, Ok(Outcome::Exited(code))) => Ok(Ending::Exited(code)),
        (None, Err(_)) => Err(io::Error::other(format!(
            "the supervisor ended before the script: {status} {report}"
        ))),
    }
}

/// Until the supervisor has said how it went. Can be given up and asked again.
async fn read_report(
    stderr: &mut Option<tokio::process::ChildStderr>,
    report: &mut String,
) -> io::Result<()> {
    let Some(stderr) = stderr else {
        return Ok(());
    };
    let mut buffer = [0; 1024];
    loop {
        match stderr.read(&mut buffer).await? {
            0 => return Ok(()),
            length => report.push_str(&String::from_utf8_lossy(&buffer[..length])),
        }
    }
}
