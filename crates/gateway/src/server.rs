//! The server: routes, what stands before them, and an end that leaves nothing unfinished.

use crate::answer::{self, Refusal};
use crate::guard::{self, Names};
use crate::inventory::Inventory;
use crate::run::Runner;
use crate::store::Store;
use crate::{console, routes};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use std::collections::HashSet;
use std::ops::Deref;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// Bytes of a request body.
const BODY_MAX: usize = 32 * 1024 * 1024;

/// What every route can reach. Clones are the same gateway.
#[derive(Clone, Debug)]
pub(crate) struct Gateway(Arc<Parts>);

#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) store: Store,
    pub(crate) runner: Runner,
    pub(crate) inventory: Inventory,
    pub(crate) data_dir: crate::data_dir::DataDir,
    pub(crate) app_secret: String,
    pub(crate) names: Names,
    /// Submissions with a key that are being answered: (operator, key).
    pub(crate) in_flight: Mutex<HashSet<(String, String)>>,
}

impl Gateway {
    pub(crate) fn new(parts: Parts) -> Gateway {
        Gateway(Arc::new(parts))
    }
}

impl Deref for Gateway {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// Serves until `shutdown` is done, then refuses new runs, ends those that run, and returns when all of it is
/// recorded.
pub(crate) async fn serve(
    listener: TcpListener,
    gateway: Gateway,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let runner = gateway.runner.clone();
    let closing = {
        let runner = runner.clone();
        async move {
            shutdown.await;
            runner.refuse_runs();
        }
    };
    axum::serve(listener, router(gateway)).with_graceful_shutdown(closing).await?;
    runner.stop().await;
    Ok(())
}

fn router(gateway: Gateway) -> Router {
    let scope = Router::new()
        .route("/execute/fast_execute_script", post(routes::execute::post))
        .route("/jobInstance/{job}/status", get(routes::status::get))
        .route("/jobInstance/{job}/stepInstance/{step}/log", post(routes::log::post));
    Router::new()
        .nest("/open/api/scope/{scope_type}/{scope_id}", scope)
        .route(
            "/session",
            get(routes::session::get).post(routes::session::post).delete(routes::session::delete),
        )
        .route("/healthz", get(routes::health::get))
        .fallback_service(get(console::serve).fallback(async || Refusal::NotFound))
        .method_not_allowed_fallback(async || Refusal::MethodNotAllowed)
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(from_fn_with_state(gateway.clone(), guard::check_names))
        .layer(from_fn(answer::localise))
        .layer(from_fn(guard::add_headers))
        .with_state(gateway)
}
