//! Runs jobs: batch after batch, each object of a batch, some at once, every change written to the store.

use super::command::Command;
use super::output::Output;
use super::process::{self, Ending};
use super::supervise::Launch;
use super::{Next, PATH_DEFAULT, account, far, object_status, run_status, tag};
use crate::clock;
use crate::data_dir::{DataDir, private_dir};
use crate::inventory::{Account, Inventory, SharedInventory};
use crate::metrics::Metrics;
use crate::store::{ObjectEnd, Order, Store, StoreError, WaitingObject};
use crate::vault::Vault;
use std::collections::HashMap;
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, Semaphore, watch};
use tokio::task::JoinSet;
use tracing::Instrument;

/// Owns every job that runs. Clones are the same runner.
#[derive(Clone, Debug)]
pub(crate) struct Runner(Arc<Parts>);

#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) store: Store,
    pub(crate) data_dir: DataDir,
    pub(crate) inventory: SharedInventory,
    pub(crate) vault: Vault,
    pub(crate) metrics: Metrics,
    /// Told when a job has ended, for there may be a callback.
    pub(crate) ended: Arc<Notify>,
    /// One permit for each process that may run.
    pub(crate) places: Arc<Semaphore>,
    /// Bytes of output kept of each object.
    pub(crate) keep: u64,
    /// Jobs, so that somebody waits for them; and what ends each.
    pub(crate) jobs: Mutex<Jobs>,
}

#[derive(Debug, Default)]
pub(crate) struct Jobs {
    tasks: JoinSet<()>,
    stops: HashMap<i64, watch::Sender<bool>>,
    /// Nothing starts any more.
    is_closed: bool,
}

/// A batch that is about to run.
struct Batch {
    job: i64,
    command: Command,
    content: String,
    account: Account,
    is_other_user: bool,
    timeout: Duration,
    folder: PathBuf,
    /// For objects on this machine that run as the gateway's own user.
    script: PathBuf,
    inventory: Arc<Inventory>,
    stop: watch::Sender<bool>,
}

impl Runner {
    pub(crate) fn new(parts: Parts) -> Runner {
        Runner(Arc::new(parts))
    }

    /// Runs the current batch of a job, and those that follow from it. Nothing happens when the gateway stops.
    pub(crate) fn start(&self, job: i64) {
        let runner = self.clone();
        let mut jobs = self.jobs();
        // Ended jobs are taken out, or the set would grow for ever.
        while jobs.tasks.try_join_next().is_some() {}
        if jobs.is_closed {
            return;
        }
        let stop = watch::Sender::new(false);
        jobs.stops.insert(job, stop.clone());
        let span = tracing::info_span!("run", job);
        jobs.tasks.spawn(async move { runner.run(job, stop).await }.instrument(span));
    }

    /// Ends what runs of a job. Its state says so already.
    pub(crate) fn stop(&self, job: i64) {
        if let Some(stop) = self.jobs().stops.get(&job) {
            stop.send_replace(true);
        }
    }

    /// How many jobs run.
    pub(crate) fn running(&self) -> usize {
        self.jobs().stops.len()
    }

    /// Nothing starts from now on. What is returned is done when all that runs has ended and is recorded; dropped
    /// before, it takes the jobs along.
    pub(crate) fn close(&self) -> impl Future<Output = ()> + use<> {
        let mut jobs = self.jobs();
        jobs.is_closed = true;
        let mut tasks = std::mem::take(&mut jobs.tasks);
        async move { while tasks.join_next().await.is_some() {} }
    }

    fn jobs(&self) -> std::sync::MutexGuard<'_, Jobs> {
        self.0.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn run(&self, job: i64, stop: watch::Sender<bool>) {
        loop {
            if let Err(error) = self.run_batch(job, &stop).await {
                tracing::error!(%error, "a batch can't be run");
            }
            match self.0.store.write(move |db| db.batch_ended(job, clock::now())).await {
                Ok(Next::RunBatch) => {}
                Ok(next) => {
                    tracing::info!(?next, "a job ended or waits");
                    break;
                }
                Err(error) => {
                    tracing::error!(%error, "the end of a batch can't be recorded");
                    break;
                }
            }
        }
        let mut jobs = self.jobs();
        // A retry may have started since with a sender of its own.
        if jobs.stops.get(&job).is_some_and(|current| current.same_channel(&stop)) {
            jobs.stops.remove(&job);
        }
        drop(jobs);
        self.0.ended.notify_one();
    }

    async fn run_batch(&self, job: i64, stop: &watch::Sender<bool>) -> Result<(), StoreError> {
        let due = self.0.store.read(move |db| {
            // It may have been terminated before this task began.
            let Some(run) = db.run(job)?.filter(|run| run.progress.job == run_status::RUNNING)
            else {
                return Ok(None);
            };
            let number = run.progress.current + 1;
            let batch = i64::try_from(number).unwrap_or(i64::MAX);
            Ok(Some((number, db.order(job)?, db.waiting(job, batch)?)))
        });
        let Some((number, order, objects)) = due.await? else {
            return Ok(());
        };
        tracing::info!(batch = number, objects = objects.len(), "a batch starts");
        let batch = match self.prepare(job, order, stop.clone()) {
            Ok(batch) => Arc::new(batch),
            Err(error) => {
                for object in objects {
                    self.fail(job, object.position, &format!("{error:#}")).await;
                }
                return Ok(());
            }
        };
        let (mut running, mut stopped) = (JoinSet::new(), stop.subscribe());
        for object in objects {
            let place = tokio::select! {
                biased;
                _ = stopped.wait_for(|stop| *stop) => break,
                place = Arc::clone(&self.0.places).acquire_owned() => place,
            };
            // The semaphore is never closed.
            let Ok(place) = place else {
                break;
            };
            while running.try_join_next().is_some() {}
            let (runner, batch) = (self.clone(), Arc::clone(&batch));
            running.spawn(
                async move {
                    runner.run_object(&batch, &object).await;
                    drop(place);
                }
                .in_current_span(),
            );
        }
        while running.join_next().await.is_some() {}
        if let Err(error) = std::fs::remove_file(&batch.script) {
            tracing::warn!(%error, "the script's file can't be removed");
        }
        Ok(())
    }

    fn prepare(&self, job: i64, order: Order, stop: watch::Sender<bool>) -> anyhow::Result<Batch> {
        let inventory = self.0.inventory.now();
        let account = inventory.accounts.get(&order.account_id).cloned().ok_or_else(|| {
            anyhow::anyhow!("account {} is not in the inventory any more", order.account_id)
        })?;
        let parameters = match &order.sealed_param {
            Some(sealed) => self.0.vault.open(sealed)?,
            None => String::new(),
        };
        let command = Command::new(order.language, &parameters).ok_or_else(|| {
            anyhow::anyhow!("a quote or backslash of the parameters is not closed")
        })?;
        let folder = self.0.data_dir.run(job);
        private_dir(&folder)?;
        let script = folder.join(format!("script.{}", command.extension));
        write_private(&script, &order.content)?;
        Ok(Batch {
            job,
            is_other_user: account::is_other(&account),
            command,
            content: order.content,
            account,
            timeout: Duration::from_secs(u64::from(order.timeout)),
            folder,
            script,
            inventory,
            stop,
        })
    }

    async fn run_object(&self, batch: &Batch, object: &WaitingObject) {
        let (job, position) = (batch.job, object.position);
        let started =
            self.0.store.write(move |db| db.start_object(job, position, clock::now())).await;
        if let Err(error) = started {
            // What can't be recorded must not run.
            self.fail(job, position, &format!("the start can't be recorded: {error}")).await;
            return;
        }
        let name = &object.output_name;
        let ending = match self.launch(batch, object) {
            Ok(launch) => match Output::create(&batch.folder, name, self.0.keep) {
                Ok(mut output) => {
                    process::run(&launch, batch.timeout, &mut output, batch.stop.subscribe())
                        .await
                        .map_err(|error| error.to_string())
                }
                Err(error) => Err(format!("the output can't be kept: {error}")),
            },
            Err(error) => Err(format!("{error:#}")),
        };
        match ending {
            Ok(ending) => {
                let end = ObjectEnd {
                    status: status_of(&ending),
                    exit_code: match ending {
                        Ending::Exited(code) => Some(i64::from(code)),
                        Ending::TimedOut | Ending::Stopped => None,
                    },
                    tag: tag_of(&batch.folder, name),
                    error: String::new(),
                };
                self.end_object(job, position, end).await;
            }
            Err(error) => self.fail(job, position, &error).await,
        }
    }

    fn launch(&self, batch: &Batch, object: &WaitingObject) -> anyhow::Result<Launch> {
        let (kind, id) = (object.kind, object.resource_id);
        let Some((execute_object, _)) = batch.inventory.object(kind, id) else {
            anyhow::bail!("it is not in the inventory any more");
        };
        let mut variables = vec![("FASTEXEC_JOB_INSTANCE_ID".to_owned(), batch.job.to_string())];
        variables.extend(execute_object.variables());
        match self.way(batch, object) {
            Some(words) => far_launch(batch, &words, &variables),
            None => self.own_launch(batch, &execute_object.file_name(), variables),
        }
    }

    /// The words that lead to an object; none when it is here and runs as the gateway's own user.
    fn way(&self, batch: &Batch, object: &WaitingObject) -> Option<Vec<String>> {
        let (account, id) = (&batch.account, object.resource_id);
        let words = if object.kind == 1 {
            let host = batch.inventory.hosts.get(&id)?;
            host.reach.as_ref().map(|reach| reach.to_host(host, account))
        } else {
            let container = batch.inventory.containers.get(&id)?;
            container.reach.as_ref().map(|reach| reach.to_container(container, account))
        };
        let as_user = || ["/proc/self/exe", "exec-as", &account.user].map(str::to_owned).to_vec();
        words.or_else(|| batch.is_other_user.then(as_user))
    }

    fn own_launch(
        &self,
        batch: &Batch,
        name: &str,
        mut variables: Vec<(String, String)>,
    ) -> anyhow::Result<Launch> {
        let folder = self.0.data_dir.object(name);
        private_dir(&folder)?;
        let command = &batch.command;
        let program = command
            .interpreter()
            .ok_or_else(|| anyhow::anyhow!("there is no {} here", command.programs.join(" / ")))?;
        let script =
            batch.script.to_str().ok_or_else(|| anyhow::anyhow!("the path is not UTF-8"))?;
        let mut arguments: Vec<String> =
            command.options.iter().map(|it| (*it).to_owned()).collect();
        arguments.push(script.to_owned());
        arguments.extend(command.parameters.iter().cloned());
        variables.extend(base_variables(&batch.account.user));
        Ok(Launch { program, arguments, folder, variables, input: None })
    }

    async fn fail(&self, job: i64, position: i64, error: &str) {
        tracing::warn!(position, error, "an object could not be started");
        let status = object_status::DISPATCH_FAILED;
        let end =
            ObjectEnd { status, exit_code: None, tag: String::new(), error: error.to_owned() };
        self.end_object(job, position, end).await;
    }

    async fn end_object(&self, job: i64, position: i64, end: ObjectEnd) {
        self.0.metrics.object_ended(end.status);
        let ended =
            self.0.store.write(move |db| db.end_object(job, position, &end, clock::now())).await;
        if let Err(error) = ended {
            tracing::error!(position, %error, "the end of an object can't be recorded");
        }
    }
}

/// Everything but the way travels on the input.
fn far_launch(
    batch: &Batch,
    words: &[String],
    variables: &[(String, String)],
) -> anyhow::Result<Launch> {
    anyhow::ensure!(
        !batch.content.contains('\0'),
        "the script has a NUL character, which the shell there can't take"
    );
    let mut words = words.iter().cloned();
    let program = words.next().unwrap_or_default();
    let arguments = words.chain(["sh".to_owned()]).collect();
    // ssh and the like look for keys and settings at home.
    let own =
        ["PATH", "HOME", "USER", "LOGNAME", "LANG", "SSH_AUTH_SOCK", "KUBECONFIG", "DOCKER_HOST"];
    let own = own.iter().filter_map(|name| Some(((*name).to_owned(), std::env::var(name).ok()?)));
    Ok(Launch {
        program: program.into(),
        arguments,
        folder: "/".into(),
        variables: own.collect(),
        input: Some(far::script(&batch.command, &batch.content, variables)),
    })
}

fn status_of(ending: &Ending) -> i64 {
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

/// A file for nobody else to read, and never a part of a command line.
fn write_private(path: &Path, content: &str) -> std::io::Result<()> {
    let mut file =
        OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(path)?;
    file.write_all(content.as_bytes())
}

/// What a login would set; nothing of the gateway's own environment but the search path and the language.
fn base_variables(user: &str) -> Vec<(String, String)> {
    let own =
        |name: &str, default: &str| std::env::var(name).unwrap_or_else(|_| default.to_owned());
    [
        ("PATH", own("PATH", PATH_DEFAULT)),
        ("HOME", own("HOME", "/")),
        ("USER", user.to_owned()),
        ("LOGNAME", user.to_owned()),
        ("LANG", own("LANG", "C.UTF-8")),
        ("SHELL", "/bin/sh".to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}
