//! One process: started, read, and ended in time.

use super::output::Output;
use rustix::process::{Pid, Signal, kill_process_group};
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::net::unix::pipe;
use tokio::process::{Child, Command};
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

/// How long a process may take after TERM before KILL.
const GRACE: Duration = Duration::from_secs(3);

/// How long the output is read on after the script has ended: a service that it started may hold the pipe open
/// for ever.
const DRAIN: Duration = Duration::from_millis(500);

#[derive(Debug)]
pub(super) struct Launch {
    pub(super) program: PathBuf,
    pub(super) arguments: Vec<OsString>,
    pub(super) folder: PathBuf,
    /// The whole environment.
    pub(super) variables: Vec<(String, String)>,
    pub(super) timeout: Duration,
}

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// By itself; a signal counts as 128 + its number, as shells say it.
    Exited(i32),
    TimedOut,
    Stopped,
}

/// Runs a process to its end. Its output goes to `output`, stdout and stderr as one stream in arrival order; its
/// input is empty. `stop` turning true ends it.
pub(super) async fn run(
    launch: Launch,
    output: &mut Output,
    mut stop: watch::Receiver<bool>,
) -> io::Result<Ending> {
    let (reader, writer) = io::pipe()?;
    let mut reader = pipe::Receiver::from_owned_fd(reader.into())?;
    let mut command = Command::new(&launch.program);
    command
        .args(&launch.arguments)
        .current_dir(&launch.folder)
        .env_clear()
        .envs(launch.variables)
        .stdin(Stdio::null())
        .stdout(writer.try_clone()?)
        .stderr(writer)
        .process_group(0)
        .kill_on_drop(true);
    let mut child = command.spawn()?;
    // The command holds the writing ends of the pipe, and they must not outlive the child's.
    drop(command);

    let mut killer = Killer::of(&child);
    let mut wake = Instant::now() + launch.timeout;
    let mut early: Option<Ending> = None;
    let mut exit: Option<ExitStatus> = None;
    let mut is_open = true;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        tokio::select! {
            read = reader.read(&mut buffer), if is_open => match read? {
                0 => is_open = false,
                length => output.append(&buffer[..length])?,
            },
            status = child.wait(), if exit.is_none() => {
                exit = Some(status?);
                if early.is_some() {
                    // What is left of the group has had its chance.
                    killer.kill();
                }
                wake = Instant::now() + DRAIN;
            }
            () = sleep_until(wake) => {
                if exit.is_some() {
                    is_open = false;
                } else if early.is_none() {
                    early = Some(Ending::TimedOut);
                    killer.terminate();
                    wake = Instant::now() + GRACE;
                } else {
                    killer.kill();
                    wake = Instant::now() + GRACE;
                }
            }
            _ = stop.wait_for(|stop| *stop), if early.is_none() && exit.is_none() => {
                early = Some(Ending::Stopped);
                killer.terminate();
                wake = Instant::now() + GRACE;
            }
        }
        if let (Some(status), false) = (exit, is_open) {
            return Ok(early.unwrap_or(Ending::Exited(exit_code(status))));
        }
    }
}

fn exit_code(status: ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt;
    status.code().or_else(|| status.signal().map(|signal| 128 + signal)).unwrap_or(-1)
}

/// Signals the whole process group.
struct Killer {
    group: Option<Pid>,
}

impl Killer {
    fn of(child: &Child) -> Killer {
        let id = child.id().and_then(|id| i32::try_from(id).ok());
        Killer { group: id.and_then(Pid::from_raw) }
    }

    fn terminate(&mut self) {
        self.signal(Signal::TERM);
    }

    fn kill(&mut self) {
        self.signal(Signal::KILL);
    }

    /// A group that is gone already is what was wanted.
    fn signal(&mut self, signal: Signal) {
        if let Some(group) = self.group {
            let _gone = kill_process_group(group, signal);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Ending, Launch, run};
    use crate::run::Output;
    use std::time::Duration;
    use tokio::sync::watch;

    async fn shell(
        script: &str,
        timeout: Duration,
        stop: watch::Receiver<bool>,
    ) -> (Ending, String) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut output = Output::create(folder.path(), "x").expect("a file");
        let launch = Launch {
            program: "/bin/sh".into(),
            arguments: vec!["-c".into(), script.into()],
            folder: folder.path().to_owned(),
            variables: vec![("PATH".to_owned(), "/usr/bin:/bin".to_owned())],
            timeout,
        };
        let ending = run(launch, &mut output, stop).await.expect("sh starts");
        let slice = Output::read(folder.path(), "x", 0, 1 << 20).expect("readable");
        (ending, String::from_utf8(slice.bytes).expect("UTF-8"))
    }

    const LONG: Duration = Duration::from_secs(600);

    #[tokio::test]
    async fn both_streams_in_one_and_an_empty_input() {
        let (_keep, stop) = watch::channel(false);
        let script = "echo out; echo err >&2; cat; echo end; exit 7";
        assert_eq!(
            shell(script, LONG, stop).await,
            (Ending::Exited(7), "out\nerr\nend\n".to_owned())
        );
    }

    #[tokio::test]
    async fn the_environment_is_empty_but_for_what_is_given() {
        let (_keep, stop) = watch::channel(false);
        let (_, output) = shell("env | cut -d= -f1 | sort | tr '\\n' ' '", LONG, stop).await;
        assert!(!output.contains("CARGO"), "{output}");
    }

    #[tokio::test]
    async fn a_group_that_ignores_term_ends_at_its_time_out() {
        let (_keep, stop) = watch::channel(false);
        let script = "trap '' TERM; sleep 600 & echo $!; while :; do sleep 600; done";
        let (ending, output) = shell(script, Duration::from_millis(300), stop).await;
        assert_eq!(ending, Ending::TimedOut);
        let child = format!("/proc/{}", output.trim());
        for _ in 0..600 {
            let is_gone = std::fs::read_to_string(format!("{child}/stat"))
                .map_or(true, |stat| stat.contains(") Z "));
            if is_gone {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("{child} is still alive");
    }

    #[tokio::test]
    async fn stopping() {
        let (send, stop) = watch::channel(false);
        send.send_replace(true);
        assert_eq!(shell("sleep 600", LONG, stop).await.0, Ending::Stopped);
    }

    #[tokio::test]
    async fn a_service_that_holds_the_pipe_is_left_alone() {
        let (_keep, stop) = watch::channel(false);
        let (ending, output) = shell("sleep 30 & echo started", LONG, stop).await;
        assert_eq!((ending, output.as_str()), (Ending::Exited(0), "started\n"));
    }
}
