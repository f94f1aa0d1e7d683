//! BlueKing JOB as its documents describe it, for tests: every path, method, field, type and limit, and nothing else.
//! Whatever a document doesn't say is refused, so that a client which passes here says nothing but what is documented.
//!
//! Scripts are not run, unless [asked for](Stub::run_scripts): hosts succeed after the [`pace`](Stub::set_pace) of their batch, or fail with the number of
//! `exit N` in the script. [`Fault`]s stand in for networks, proxies and limits.

mod answer;
mod credentials;
mod execute;
mod faults;
mod follow;
mod jobs;
mod lists;
mod operate;
mod process;
mod wire;

pub use credentials::{ACCESS_TOKEN, APP_CODE, APP_SECRET, BK_TOKEN};
pub use faults::Fault;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use jobs::Jobs;
use serde_json::Value;
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// A running stand-in; it ends when it is dropped.
#[derive(Debug)]
pub struct Stub {
    address: SocketAddr,
    shared: Shared,
    stop: Option<oneshot::Sender<()>>,
}

/// One request as it came.
#[derive(Clone, Debug)]
pub struct Seen {
    pub at: Instant,
    pub method: String,
    /// Without the prefix of the stage.
    pub path: String,
    pub query: String,
    /// `null` for a body that is not JSON.
    pub body: Value,
}

#[derive(Clone, Debug, Default)]
struct Shared(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    jobs: Jobs,
    /// For the next requests of an endpoint, in order.
    faults: VecDeque<(String, Fault)>,
    seen: Vec<Seen>,
    tokens_are_expired: bool,
    is_silent: bool,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The path of the gateway's stage.
const PREFIX: &str = "/api/bk-job/prod";

impl Stub {
    /// On a free port of loopback.
    pub fn start() -> std::io::Result<Stub> {
        Stub::listen(SocketAddr::from(([127, 0, 0, 1], 0)))
    }

    pub fn listen(address: SocketAddr) -> std::io::Result<Stub> {
        let listener = std::net::TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let shared = Shared::default();
        let router = router(shared.clone());
        let (stop, stopped) = oneshot::channel();
        thread::Builder::new().name("stub-job".to_owned()).spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let Ok(runtime) = runtime else { return };
            runtime.block_on(async {
                let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
                let service = router.into_make_service_with_connect_info::<faults::Wire>();
                let served = axum::serve(faults::Cuttable(listener), service);
                tokio::select! {
                    _ = served => {}
                    _ = stopped => {}
                }
            });
        })?;
        Ok(Stub { address, shared, stop: Some(stop) })
    }

    /// What a client takes for JOB's address.
    pub fn url(&self) -> String {
        format!("http://{}{PREFIX}", self.address)
    }

    /// The next request to an endpoint, such as `get_job_instance_status`, meets this.
    pub fn fault(&self, endpoint: &str, fault: Fault) {
        self.shared.lock().faults.push_back((endpoint.to_owned(), fault));
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.shared.lock().seen.clone()
    }

    /// How many requests came to an endpoint.
    pub fn count(&self, endpoint: &str) -> usize {
        self.shared.lock().seen.iter().filter(|seen| seen.path.ends_with(endpoint)).count()
    }

    /// How many jobs there are.
    pub fn job_count(&self) -> usize {
        self.shared.lock().jobs.count()
    }

    /// How long a batch runs.
    pub fn set_pace(&self, pace: Duration) {
        self.shared.lock().jobs.pace = pace;
    }

    /// From now on scripts are run, each host being this machine.
    pub fn run_scripts(&self) {
        self.shared.lock().jobs.is_real = true;
    }

    /// From now on no request is answered, or those that come are again. What came in between never is.
    pub fn set_silent(&self, is_silent: bool) {
        self.shared.lock().is_silent = is_silent;
    }

    /// From now on nobody's login is valid, or everybody's is again.
    pub fn set_expired(&self, are_expired: bool) {
        self.shared.lock().tokens_are_expired = are_expired;
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // It may have ended by itself.
            let _ended = stop.send(());
        }
    }
}

fn router(shared: Shared) -> Router {
    let api = Router::new()
        .route("/api/v4/fast_execute_script", post(execute::v4))
        .route("/api/v4/get_job_instance_status", get(follow::status_v4))
        .route("/api/v4/batch_get_job_instance_execute_object_log", post(follow::log_v4))
        .route("/api/v4/get_job_instance_list", get(lists::jobs_v4))
        .route("/api/v4/get_user_authorized_scopes", get(lists::scopes_v4))
        .route("/api/v3/fast_execute_script", post(execute::v3))
        .route("/api/v3/get_job_instance_status", get(follow::status_v3))
        .route("/api/v3/get_step_instance_status", get(follow::step_v3))
        .route("/api/v3/get_step_instance_detail", get(follow::detail_v3))
        .route("/api/v3/batch_get_job_instance_ip_log", post(follow::log_v3))
        .route("/api/v3/get_job_instance_list", get(lists::jobs_v3))
        .route("/api/v3/operate_job_instance", post(operate::job))
        .route("/api/v3/operate_step_instance", post(operate::step))
        .route("/api/v3/get_account_list", get(lists::accounts))
        .route("/api/v3/get_script_list", get(lists::scripts))
        .route("/api/v3/get_public_script_list", get(lists::public_scripts))
        .route("/api/v3/get_script_version_list", get(lists::versions))
        .route("/api/v3/get_public_script_version_list", get(lists::public_versions))
        .layer(from_fn_with_state(shared.clone(), credentials::check))
        .layer(axum::extract::DefaultBodyLimit::max(64 << 20));
    Router::new()
        .nest(PREFIX, api)
        .fallback(async || answer::gateway(404, 1_640_401, "API_NOT_FOUND", "API not found"))
        .layer(from_fn_with_state(shared.clone(), faults::meet))
        .with_state(shared)
}
