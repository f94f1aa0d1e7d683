//! Writes down what was refused. What was done is written where it is done, in the same transaction.

use crate::answer::Refusal;
use crate::auth::peer;
use crate::clock;
use crate::server::Gateway;
use crate::store::Audit;
use axum::extract::{Request, State};
use axum::http::{Extensions, Method};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::{Arc, OnceLock};

/// Whom the request turned out to come from.
#[derive(Clone, Debug, Default)]
struct Who(Arc<OnceLock<String>>);

/// Notes who asks.
pub(crate) fn name(extensions: &Extensions, name: &str) {
    if let Some(who) = extensions.get::<Who>() {
        // One request has one operator.
        let _known = who.0.set(name.to_owned());
    }
}

pub(crate) async fn record_refusals(
    State(gateway): State<Gateway>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    let asks_only = path.ends_with("/log") || path.ends_with("/resolve");
    let is_change = !matches!(*request.method(), Method::GET | Method::HEAD) && !asks_only;
    if !is_change {
        return next.run(request).await;
    }
    // A path is as long as its sender likes.
    let target: String = path.chars().take(200).collect();
    let origin = peer(request.extensions()).to_string();
    let who = Who::default();
    request.extensions_mut().insert(who.clone());
    let response = next.run(request).await;
    if let Some(refusal) = response.extensions().get::<Refusal>() {
        let audit = Audit {
            time: clock::now(),
            who: who.0.get().cloned().unwrap_or_default(),
            origin,
            what: "refused",
            target,
            outcome: refusal.code().to_owned(),
        };
        if let Err(error) = gateway.store.write(move |db| db.add_audit(&audit)).await {
            tracing::error!(%error, "a refusal can't be recorded");
        }
    }
    response
}
