//! The server: routes, what stands before them, and an end that leaves nothing unfinished.

mod connections;
mod drain;

use crate::answer::{self, Refusal};
use crate::auth::Operator;
use crate::callback::CallbackPolicy;
use crate::data_dir::DataDir;
use crate::guard::{self, Names};
use crate::guesses::Guesses;
use crate::inventory::SharedInventory;
use crate::metrics::{self, Metrics};
use crate::run::{Digests, Runner};
use crate::store::Store;
use crate::upstream::{self, Upstream};
use crate::{audit, clock, console, routes};
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post, put};
use connections::Connections;
use std::collections::HashSet;
use std::ops::Deref;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tokio::sync::{Notify, Semaphore};

/// What every route can reach. Clones are the same gateway.
#[derive(Clone, Debug)]
pub(crate) struct Gateway(Arc<Parts>);

#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) store: Store,
    pub(crate) runner: Runner,
    pub(crate) inventory: SharedInventory,
    pub(crate) data_dir: DataDir,
    pub(crate) vault: crate::vault::Vault,
    /// None: scripts run here.
    pub(crate) upstream: Option<Upstream>,
    pub(crate) app_secret: String,
    pub(crate) names: Names,
    pub(crate) guesses: Guesses,
    pub(crate) metrics: Metrics,
    /// Of outputs that have been compared.
    pub(crate) digests: Digests,
    pub(crate) callbacks: CallbackPolicy,
    /// Others than this machine's users can reach the gateway, so that even counters need a secret.
    pub(crate) is_remote: bool,
    /// One permit for each process that may run, of so many.
    pub(crate) places: Arc<Semaphore>,
    pub(crate) max_parallel: usize,
    /// Jobs that may run at once.
    pub(crate) max_runs: usize,
    /// Told when a job has ended, for there may be a callback.
    pub(crate) ended: Arc<Notify>,
    /// No new runs.
    pub(crate) is_stopping: AtomicBool,
    /// Submissions with a key that are being answered: (operator, key).
    pub(crate) in_flight: Mutex<HashSet<(String, String)>>,
}

/// What becomes of jobs that run when the gateway stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum OnStop {
    /// End their scripts
    Terminate,
    /// Wait for their end, or for a second signal
    Finish,
}

impl Gateway {
    pub(crate) fn new(parts: Parts) -> Gateway {
        Gateway(Arc::new(parts))
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.is_stopping.load(Ordering::Relaxed)
    }

    /// Ends every job that runs, in the name of the gateway itself.
    async fn terminate_all(&self) {
        let operator = Operator { name: "fastexec".to_owned(), origin: "shutdown".to_owned() };
        match self.store.write(move |db| db.stop_all(&operator, clock::now())).await {
            Ok(jobs) => jobs.into_iter().for_each(|job| self.runner.stop(job)),
            Err(error) => tracing::error!(%error, "what runs can't be ended in order"),
        }
    }
}

impl Deref for Gateway {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// Serves until a signal comes, then refuses new runs, ends those that run or waits for them, and returns when all
/// of it is recorded. Questions are answered until then.
pub(crate) async fn serve(
    listener: TcpListener,
    gateway: Gateway,
    on_stop: OnStop,
    mut signal: impl AsyncFnMut(),
) -> anyhow::Result<()> {
    let connections = Connections::accept(listener, router(gateway.clone()));
    signal().await;
    gateway.is_stopping.store(true, Ordering::Relaxed);
    let mut finish = pin!(gateway.runner.close());
    let is_finished = on_stop == OnStop::Finish && {
        tracing::info!("stopping: no new runs; waiting for what runs");
        tokio::select! {
            () = &mut finish => true,
            () = signal() => false,
        }
    };
    if !is_finished {
        tracing::info!("stopping: what runs is ended");
        gateway.terminate_all().await;
        finish.await;
    }
    if let Some(upstream) = &gateway.upstream {
        upstream.finish().await;
    }
    connections.close().await;
    // A submission that came together with the signal was recorded, and never started.
    gateway.store.write(|db| db.end_cut_off_runs(clock::now())).await?;
    Ok(())
}

fn router(gateway: Gateway) -> Router {
    Router::new()
        .nest(
            "/open/api/scope/{scope_type}/{scope_id}",
            if gateway.upstream.is_some() { upstream::routes() } else { scope() },
        )
        .route("/session/upstream", put(upstream::identify).delete(upstream::forget))
        .route(
            "/session",
            get(routes::session::get).post(routes::session::post).delete(routes::session::delete),
        )
        .route("/healthz", get(routes::health::get))
        .route("/metrics", get(routes::metrics::get))
        .route("/openapi.json", get(routes::openapi::get))
        .fallback_service(get(console::serve).fallback(async || Refusal::NotFound))
        .method_not_allowed_fallback(async || Refusal::MethodNotAllowed)
        .layer(from_fn_with_state(gateway.clone(), audit::record_refusals))
        .layer(from_fn_with_state(gateway.clone(), guard::check_names))
        .layer(from_fn(drain::drain))
        .layer(from_fn(guard::limit_time))
        .layer(from_fn_with_state(gateway.metrics.clone(), metrics::count))
        .layer(from_fn(answer::localise))
        .layer(from_fn(guard::add_headers))
        .with_state(gateway)
}

fn scope() -> Router<Gateway> {
    use routes::{
        execute, history, inventory, log, log_download, operate, output_groups, resolve, status,
    };
    Router::new()
        .route("/execute/fast_execute_script", post(execute::post))
        .route("/jobInstance", get(history::list))
        .route("/jobInstance/{job}/status", get(status::get))
        .route("/jobInstance/{job}/request", get(history::request))
        .route("/jobInstance/{job}/operate", post(operate::of_job))
        .route("/jobInstance/{job}/stepInstance/{step}/operate", post(operate::of_step))
        .route("/jobInstance/{job}/stepInstance/{step}/log", post(log::post))
        .route("/jobInstance/{job}/stepInstance/{step}/log/download", get(log_download::get))
        .route("/jobInstance/{job}/stepInstance/{step}/outputGroups", get(output_groups::list))
        .route("/jobInstance/{job}/stepInstance/{step}/outputGroups/diff", get(output_groups::diff))
        .route("/inventory/accounts", get(inventory::accounts))
        .route("/inventory/scripts", get(inventory::scripts))
        .route("/inventory/hosts", get(inventory::hosts))
        .route("/inventory/topology", get(inventory::topology))
        .route("/inventory/groups", get(inventory::groups))
        .route("/inventory/containers", get(inventory::containers))
        .route("/inventory/resolve", post(resolve::post))
}
