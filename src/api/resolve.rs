//! POST …/inventory/resolve

use super::ExecuteObject;
use super::answer::{ApiError, data, json};
use crate::routes::endpoint;
use fastexec_contract::Lang;
use gloo_net::http::Request;
use serde::Deserialize;
use web_sys::AbortSignal;

/// What a target stands for now, in run order.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Objects {
    #[serde(rename = "execute_object_list")]
    pub(crate) list: Vec<ExecuteObject>,
    pub(crate) host_count: u64,
    pub(crate) container_count: u64,
}

/// `question` is `{"execute_target": {…}}`.
pub(crate) async fn resolve(
    question: String,
    lang: Lang,
    signal: AbortSignal,
) -> Result<Objects, ApiError> {
    let request = Request::post(&endpoint("inventory/resolve"))
        .abort_signal(Some(&signal))
        .header("Accept-Language", lang.tag());
    data(json(request, question)?).await
}
