//! GET /healthz: the server answers, and so does its store.

use crate::answer::{Data, Refusal};
use crate::server::Gateway;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

pub(crate) async fn get(State(gateway): State<Gateway>) -> Response {
    match gateway.store.read(|_| Ok(())).await {
        Ok(()) => Data("ok").into_response(),
        Err(error) => Refusal::from(error).into_response(),
    }
}
