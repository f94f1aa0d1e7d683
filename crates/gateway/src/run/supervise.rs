//! `fastexec supervise`: a process between the gateway and one script, which leaves nothing behind.
//!
//! A script can start processes that leave its process group, lose their parent and ignore TERM. This process is
//! their subreaper: whoever loses his parent becomes its child, so that all of them can be found, ended and waited
//! for. It lives as long as the script, and ends it when the gateway says so or is gone itself.
//!
//! stdin: a line with the [`Launch`] as JSON, then silence; its end means that the script shall end. stdout: the
//! script's two streams as one. stderr: one line, the [`Outcome`].

use rustix::process::{
    Pid, Signal, WaitOptions, WaitStatus, getpid, kill_process, set_child_subreaper, wait,
};
use rustix::stdio::dup2_stdout;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write, stderr, stdin, stdout};
use std::os::fd::AsFd;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How long processes may take after TERM before KILL.
const GRACE: Duration = Duration::from_secs(3);

/// How long a far side may take to end its script once its input has ended: [`GRACE`], and the way there.
const FAR_GRACE: Duration = Duration::from_secs(6);

/// Until the first look for processes that are still there after KILL. Each look reads all of /proc, which takes long
/// when hundreds of scripts end at once: so the next pause is twice as long.
const AGAIN: Duration = Duration::from_millis(100);

const AGAIN_MAX: Duration = Duration::from_secs(2);

/// What to start.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Launch {
    pub(crate) program: PathBuf,
    pub(crate) arguments: Vec<String>,
    /// The working directory.
    pub(crate) folder: PathBuf,
    /// The whole environment.
    pub(crate) variables: Vec<(String, String)>,
    /// What the program reads. Its input is then held open, and its end tells a far side to end the script.
    pub(crate) input: Option<String>,
}

/// How it went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Outcome {
    /// A signal counts as 128 + its number, as shells say it.
    Exited(i32),
    NotStarted(String),
}

/// The whole process. Its exit code says nothing.
pub(crate) fn main() {
    let outcome = supervise().unwrap_or_else(|error| Outcome::NotStarted(error.to_string()));
    if let Ok(line) = serde_json::to_string(&outcome) {
        // A gateway that is gone reads nothing.
        let _gone = writeln!(stderr(), "{line}");
    }
}

enum Event {
    Ended(Pid, WaitStatus),
    /// There is no child left, and so no descendant.
    Childless,
    /// The script shall end.
    End,
}

fn supervise() -> io::Result<Outcome> {
    let mut control = BufReader::new(stdin());
    let mut line = String::new();
    control.read_line(&mut line)?;
    let launch: Launch = serde_json::from_str(&line)?;
    set_child_subreaper(Some(getpid()))?;
    let (main, input) = match start(&launch) {
        Ok(started) => started,
        Err(error) => {
            return Ok(Outcome::NotStarted(format!("{}: {error}", launch.program.display())));
        }
    };
    // The pipe ends with the last of the script's processes, not with this one.
    dup2_stdout(File::options().write(true).open("/dev/null")?)?;
    let (send, events) = channel();
    thread::spawn({
        let send = send.clone();
        move || reap(&send)
    });
    thread::spawn(move || {
        let _ended = io::copy(&mut control, &mut io::sink());
        let _over = send.send(Event::End);
    });
    let is_far = launch.input.is_some();
    let input = launch.input.zip(input).map(|(text, input)| feed(text, input));
    Ok(Outcome::Exited(follow(main, &events, input, is_far)))
}

fn start(launch: &Launch) -> io::Result<(Pid, Option<ChildStdin>)> {
    let mut child = Command::new(&launch.program)
        .args(&launch.arguments)
        .current_dir(&launch.folder)
        .env_clear()
        .envs(launch.variables.iter().map(|(name, value)| (name, value)))
        .stdin(if launch.input.is_some() { Stdio::piped() } else { Stdio::null() })
        .stderr(stdout().as_fd().try_clone_to_owned()?)
        .process_group(0)
        .spawn()?;
    let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    Ok((pid.ok_or_else(|| io::Error::other("no process id"))?, child.stdin.take()))
}

/// Writes the input and holds it open until the sender is dropped.
fn feed(text: String, mut input: ChildStdin) -> Sender<()> {
    let (hold, held) = channel::<()>();
    thread::spawn(move || {
        // A program that doesn't read its input to the end has ended, or says so itself.
        let _unread = input.write_all(text.as_bytes());
        let _released = held.recv();
    });
    hold
}

/// The only one who waits for children: of the script, and of those that lost their parent.
fn reap(send: &Sender<Event>) {
    loop {
        let event = match wait(WaitOptions::empty()) {
            Ok(Some((pid, status))) => Event::Ended(pid, status),
            Ok(None) | Err(rustix::io::Errno::INTR) => continue,
            Err(_) => Event::Childless,
        };
        let is_last = matches!(event, Event::Childless);
        if send.send(event).is_err() || is_last {
            return;
        }
    }
}

/// Until the script has ended by itself, or it and all its descendants were ended.
fn follow(main: Pid, events: &Receiver<Event>, mut input: Option<Sender<()>>, is_far: bool) -> i32 {
    let mut code = -1;
    // What to send next, and when.
    let mut ending: Option<(Signal, Instant)> = None;
    let mut again = AGAIN;
    loop {
        let event = match ending {
            None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some((_, at)) => events.recv_timeout(at.saturating_duration_since(Instant::now())),
        };
        match event {
            Ok(Event::Ended(pid, status)) if pid == main => {
                code = exit_code(status);
                if ending.is_none() {
                    return code;
                }
            }
            Ok(Event::Ended(..)) => {}
            Ok(Event::Childless) | Err(RecvTimeoutError::Disconnected) => return code,
            Ok(Event::End) => {
                drop(input.take());
                let wait = if is_far { FAR_GRACE } else { Duration::ZERO };
                ending = Some((Signal::TERM, Instant::now() + wait));
            }
            Err(RecvTimeoutError::Timeout) => {
                if let Some((signal, _)) = ending {
                    signal_descendants(signal);
                    let wait = if signal == Signal::TERM { GRACE } else { again };
                    if signal == Signal::KILL {
                        again = (again * 2).min(AGAIN_MAX);
                    }
                    ending = Some((Signal::KILL, Instant::now() + wait));
                }
            }
        }
    }
}

fn exit_code(status: WaitStatus) -> i32 {
    let signal = status.terminating_signal().map(|signal| 128 + signal);
    status.exit_status().or(signal).unwrap_or(-1)
}

/// Processes that start while this looks are found at the next look: after KILL it comes again until nobody is left.
fn signal_descendants(signal: Signal) {
    let parents = parents();
    let own = getpid().as_raw_nonzero().get();
    for &pid in parents.keys() {
        let mut at = pid;
        // Process ids that were used again while /proc was read could stand in a circle.
        for _ in 0..parents.len() {
            match parents.get(&at) {
                Some(&parent) if parent == own => {
                    if let Some(pid) = Pid::from_raw(pid) {
                        let _gone = kill_process(pid, signal);
                    }
                    break;
                }
                Some(&parent) => at = parent,
                None => break,
            }
        }
    }
}

/// Every process of the machine, with its parent.
fn parents() -> HashMap<i32, i32> {
    let mut parents = HashMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        let mut stat = Vec::new();
        let read =
            File::open(entry.path().join("stat")).and_then(|mut it| it.read_to_end(&mut stat));
        // The name stands in parentheses and may hold anything; state and parent follow.
        let parent = read.ok().and_then(|_| {
            let end = stat.iter().rposition(|byte| *byte == b')')?;
            std::str::from_utf8(&stat[end + 1..]).ok()?.split_whitespace().nth(1)?.parse().ok()
        });
        if let Some(parent) = parent {
            parents.insert(pid, parent);
        }
    }
    parents
}
