//! Runs jobs: each object of a job, some at once, every change written to the store.

use super::command::Command;
use super::output::Output;
use super::process::{self, Ending, Launch};
use super::{object_status, run_status, tag};
use crate::clock;
use crate::data_dir::{DataDir, private_dir};
use crate::inventory::{Account, ExecuteObject};
use crate::store::{ObjectEnd, Store};
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

/// A job that is recorded and may start.
#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) job_instance_id: i64,
    pub(crate) command: Command,
    pub(crate) content: String,
    pub(crate) account: Account,
    pub(crate) timeout: Duration,
    pub(crate) objects: Vec<ExecuteObject>,
}

/// Owns every job that runs. Clones are the same runner.
#[derive(Clone, Debug)]
pub(crate) struct Runner {
    store: Store,
    data_dir: DataDir,
    /// One permit for each process that may run.
    places: Arc<Semaphore>,
    /// Turned true once, when the gateway stops.
    stop: watch::Sender<bool>,
    /// Jobs, so that somebody waits for them.
    jobs: Arc<Mutex<JoinSet<()>>>,
}

impl Runner {
    pub(crate) fn new(store: Store, data_dir: DataDir, max_parallel: usize) -> Runner {
        Runner {
            store,
            data_dir,
            places: Arc::new(Semaphore::new(max_parallel)),
            stop: watch::Sender::new(false),
            jobs: Arc::default(),
        }
    }

    pub(crate) fn start(&self, order: Order) {
        let runner = self.clone();
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        // Ended jobs are taken out, or the set would grow for ever.
        while jobs.try_join_next().is_some() {}
        jobs.spawn(async move { runner.run(order).await });
    }

    pub(crate) fn is_stopping(&self) -> bool {
        *self.stop.borrow()
    }

    /// New runs are refused from now on.
    pub(crate) fn refuse_runs(&self) {
        self.stop.send_replace(true);
    }

    /// Ends what runs, and waits until all of it is recorded.
    pub(crate) async fn stop(&self) {
        self.refuse_runs();
        let mut jobs =
            std::mem::take(&mut *self.jobs.lock().unwrap_or_else(PoisonError::into_inner));
        while jobs.join_next().await.is_some() {}
    }

    async fn run(&self, order: Order) {
        let job = order.job_instance_id;
        tracing::info!(job, objects = order.objects.len(), "a job starts");
        let folder = self.data_dir.run(job);
        let script = match write_script(&folder, &order) {
            Ok(script) => script,
            Err(error) => {
                tracing::error!(job, %error, "the script can't be written");
                let error = error.to_string();
                for position in 0..order.objects.len() {
                    self.fail(job, position, &error).await;
                }
                self.end(job, run_status::FAILED).await;
                return;
            }
        };
        let order = Arc::new(order);
        let mut running = JoinSet::new();
        for position in 0..order.objects.len() {
            // The semaphore is never closed.
            let Ok(place) = Arc::clone(&self.places).acquire_owned().await else {
                break;
            };
            if self.is_stopping() {
                break;
            }
            while running.try_join_next().is_some() {}
            let (runner, order) = (self.clone(), Arc::clone(&order));
            let (folder, script) = (folder.clone(), script.clone());
            running.spawn(async move {
                runner.run_object(&order, position, &folder, &script).await;
                drop(place);
            });
        }
        while running.join_next().await.is_some() {}
        if let Err(error) = std::fs::remove_file(&script) {
            tracing::warn!(job, %error, "the script's file can't be removed");
        }
        let stopped = self.is_stopping();
        let ended = self.store.call(move |db| db.end_by_objects(job, stopped, clock::now())).await;
        match ended {
            Ok(status) => tracing::info!(job, status, "a job ended"),
            Err(error) => tracing::error!(job, %error, "the end of a job can't be recorded"),
        }
    }

    async fn run_object(&self, order: &Order, position: usize, folder: &Path, script: &Path) {
        let job = order.job_instance_id;
        let object = &order.objects[position];
        let started = self.store.call(move |db| db.start_object(job, position, clock::now())).await;
        if let Err(error) = started {
            // What can't be recorded must not run.
            tracing::error!(job, position, %error, "the start of an object can't be recorded");
            return;
        }
        let name = object.file_name();
        let ending = match self.launch(order, object, script) {
            Ok(launch) => match Output::create(folder, &name) {
                Ok(mut output) => process::run(launch, &mut output, self.stop.subscribe())
                    .await
                    .map_err(|error| format!("{}: {error}", order.command.interpreter.display())),
                Err(error) => Err(format!("the output can't be kept: {error}")),
            },
            Err(error) => Err(error.to_string()),
        };
        match ending {
            Ok(ending) => {
                let end = ObjectEnd {
                    status: status_of(ending),
                    exit_code: match ending {
                        Ending::Exited(code) => Some(i64::from(code)),
                        Ending::TimedOut | Ending::Stopped => None,
                    },
                    tag: tag_of(folder, &name),
                    error: String::new(),
                };
                self.end_object(job, position, end).await;
            }
            Err(error) => self.fail(job, position, &error).await,
        }
    }

    fn launch(
        &self,
        order: &Order,
        object: &ExecuteObject,
        script: &Path,
    ) -> anyhow::Result<Launch> {
        let folder = self.data_dir.object(&object.file_name());
        private_dir(&folder)?;
        let command = &order.command;
        let mut arguments: Vec<_> = command.options.iter().map(Into::into).collect();
        arguments.push(script.into());
        arguments.extend(command.parameters.iter().map(Into::into));
        let mut variables = base_variables(&order.account);
        variables.push(("FASTEXEC_JOB_INSTANCE_ID".to_owned(), order.job_instance_id.to_string()));
        variables
            .extend(object.variables().into_iter().map(|(name, value)| (name.to_owned(), value)));
        Ok(Launch {
            program: command.interpreter.clone(),
            arguments,
            folder,
            variables,
            timeout: order.timeout,
        })
    }

    async fn fail(&self, job: i64, position: usize, error: &str) {
        tracing::warn!(job, position, error, "an object could not be started");
        let status = object_status::DISPATCH_FAILED;
        let end =
            ObjectEnd { status, exit_code: None, tag: String::new(), error: error.to_owned() };
        self.end_object(job, position, end).await;
    }

    async fn end_object(&self, job: i64, position: usize, end: ObjectEnd) {
        let ended =
            self.store.call(move |db| db.end_object(job, position, &end, clock::now())).await;
        if let Err(error) = ended {
            tracing::error!(job, position, %error, "the end of an object can't be recorded");
        }
    }

    async fn end(&self, job: i64, status: i64) {
        let ended = self.store.call(move |db| db.end_run(job, status, clock::now())).await;
        if let Err(error) = ended {
            tracing::error!(job, %error, "the end of a job can't be recorded");
        }
    }
}

fn status_of(ending: Ending) -> i64 {
    match ending {
        Ending::Exited(0) => object_status::SUCCEEDED,
        Ending::Exited(_) => object_status::NON_ZERO_EXIT,
        Ending::TimedOut => object_status::SCRIPT_TIMED_OUT,
        Ending::Stopped => object_status::SCRIPT_TERMINATED,
    }
}

fn tag_of(folder: &Path, name: &str) -> String {
    let total = Output::total(folder, name).unwrap_or_default();
    let window = Output::read(folder, name, total.saturating_sub(tag::WINDOW), tag::WINDOW);
    window.map(|slice| tag::last_tag(&String::from_utf8_lossy(&slice.bytes))).unwrap_or_default()
}

/// One file for all objects of a job, for nobody else to read, and never a part of a command line.
fn write_script(folder: &Path, order: &Order) -> anyhow::Result<PathBuf> {
    private_dir(folder)?;
    let path = folder.join(format!("script.{}", order.command.extension));
    let mut file =
        OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(&path)?;
    file.write_all(order.content.as_bytes())?;
    Ok(path)
}

/// What a login would set; nothing of the gateway's own environment but the search path and the language.
fn base_variables(account: &Account) -> Vec<(String, String)> {
    let own =
        |name: &str, default: &str| std::env::var(name).unwrap_or_else(|_| default.to_owned());
    [
        ("PATH", own("PATH", "/usr/local/bin:/usr/bin:/bin")),
        ("HOME", own("HOME", "/")),
        ("USER", account.user.clone()),
        ("LOGNAME", account.user.clone()),
        ("LANG", own("LANG", "C.UTF-8")),
        ("SHELL", "/bin/sh".to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}
