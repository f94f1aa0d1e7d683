//! A script that is run on this machine, for tests that look at what it prints.

use crate::follow::ip;
use crate::jobs::Order;
use std::io::Read;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Clones are the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct Process(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    output: Vec<u8>,
    exit_code: Option<i64>,
    id: Option<u32>,
}

impl Process {
    /// In the manner of JOB's agents: by `sh`, parameters as words.
    pub(crate) fn start(order: &Order, object: i64) -> Process {
        let process = Process::default();
        // Both kinds of output in the order in which they come.
        let script = format!("exec 2>&1\n{}", order.script);
        // Each host has a folder of its own below this one, which stays from run to run.
        let folder = format!("host-{object}");
        let mut command = Command::new("sh");
        if std::fs::create_dir_all(&folder).is_ok() {
            command.current_dir(&folder);
        }
        command
            .args(["-c", "eval \"set -- $1\"; exec sh -c \"$0\" sh \"$@\"", &script, &order.param])
            .env("FASTEXEC_RESOURCE_ID", object.to_string())
            .env("FASTEXEC_IP", ip(object))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0);
        let own = process.clone();
        thread::spawn(move || own.run(command));
        process
    }

    fn run(&self, mut command: Command) {
        let Ok(mut child) = command.spawn() else {
            self.lock().exit_code = Some(127);
            return;
        };
        self.lock().id = Some(child.id());
        let mut piece = [0; 4096];
        if let Some(mut stdout) = child.stdout.take() {
            while let Ok(length @ 1..) = stdout.read(&mut piece) {
                self.lock().output.extend_from_slice(&piece[..length]);
            }
        }
        let code = child.wait().ok().and_then(|status| status.code());
        self.lock().exit_code = Some(code.map_or(137, i64::from));
    }

    pub(crate) fn kill(&self) {
        let id = self.lock().id;
        if let Some(id) = id {
            let group = format!("-{id}");
            // It may have ended by itself.
            let _ended = Command::new("kill").args(["-s", "KILL", "--", &group]).status();
        }
    }

    pub(crate) fn exit_code(&self) -> Option<i64> {
        self.lock().exit_code
    }

    pub(crate) fn output(&self) -> String {
        let state = self.lock();
        let mut text = state.output.as_slice();
        // A character of which a part has come is not told before the rest.
        if let Err(error) = std::str::from_utf8(text)
            && error.error_len().is_none()
            && state.exit_code.is_none()
        {
            text = &text[..error.valid_up_to()];
        }
        String::from_utf8_lossy(text).into_owned()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
