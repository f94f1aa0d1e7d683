//! Counters of what happened, as Prometheus reads them.

use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};

/// Clones are the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct Metrics(Arc<Mutex<Counts>>);

#[derive(Debug, Default)]
struct Counts {
    /// By path, method and status.
    answers: BTreeMap<(String, String, u16), u64>,
    submissions: u64,
    /// By status.
    objects: BTreeMap<i64, u64>,
    /// Attempts, by whether they got through.
    callbacks: BTreeMap<bool, u64>,
    /// Requests to JOB, by endpoint and what came of them.
    upstream: BTreeMap<(&'static str, &'static str), u64>,
}

/// What is so now.
#[derive(Debug)]
pub(crate) struct Gauges {
    pub(crate) runs: usize,
    pub(crate) processes: usize,
    pub(crate) processes_max: usize,
    pub(crate) inventory_is_current: bool,
}

/// Counts every answer under its route, not its path: an address holds what users write.
pub(crate) async fn count(
    State(metrics): State<Metrics>,
    matched: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let method = request.method().clone();
    let response = next.run(request).await;
    let path = matched.as_ref().map_or("other", MatchedPath::as_str);
    metrics.answered(path, known(&method), response.status().as_u16());
    response
}

/// A method can be any word.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::HEAD => "HEAD",
        _ => "other",
    }
}

impl Metrics {
    fn answered(&self, path: &str, method: &str, status: u16) {
        self.count(|it| {
            *it.answers.entry((path.to_owned(), method.to_owned(), status)).or_default() += 1
        });
    }

    pub(crate) fn submitted(&self) {
        self.count(|it| it.submissions += 1);
    }

    pub(crate) fn object_ended(&self, status: i64) {
        self.count(|it| *it.objects.entry(status).or_default() += 1);
    }

    pub(crate) fn called_back(&self, is_delivered: bool) {
        self.count(|it| *it.callbacks.entry(is_delivered).or_default() += 1);
    }

    pub(crate) fn asked_upstream(&self, endpoint: &'static str, outcome: &'static str) {
        self.count(|it| *it.upstream.entry((endpoint, outcome)).or_default() += 1);
    }

    fn count(&self, count: impl FnOnce(&mut Counts)) {
        count(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Text format 0.0.4. Labels hold nothing that users write.
    pub(crate) fn text(&self, gauges: &Gauges) -> String {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::new();
        let mut family = |name: &str, kind: &str, help: &str, samples: Vec<(String, u64)>| {
            let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
            for (labels, value) in samples {
                let _ = writeln!(text, "{name}{labels} {value}");
            }
        };
        let one = |value: u64| vec![(String::new(), value)];
        let size = |value: usize| one(value as u64);
        family(
            "fastexec_http_answers_total",
            "counter",
            "Answers by route, method and status.",
            counts
                .answers
                .iter()
                .map(|((path, method, status), count)| {
                    (format!("{{path=\"{path}\",method=\"{method}\",status=\"{status}\"}}"), *count)
                })
                .collect(),
        );
        family("fastexec_submissions_total", "counter", "Runs recorded.", one(counts.submissions));
        family(
            "fastexec_objects_total",
            "counter",
            "Execute objects that ended, by the contract's status.",
            counts
                .objects
                .iter()
                .map(|(status, count)| (format!("{{status=\"{status}\"}}"), *count))
                .collect(),
        );
        family(
            "fastexec_callback_attempts_total",
            "counter",
            "Callback attempts by whether they got through.",
            counts
                .callbacks
                .iter()
                .map(|(delivered, count)| (format!("{{delivered=\"{delivered}\"}}"), *count))
                .collect(),
        );
        family(
            "fastexec_upstream_requests_total",
            "counter",
            "Requests to JOB by endpoint and outcome.",
            counts
                .upstream
                .iter()
                .map(|((endpoint, outcome), count)| {
                    (format!("{{endpoint=\"{endpoint}\",outcome=\"{outcome}\"}}"), *count)
                })
                .collect(),
        );
        family("fastexec_runs", "gauge", "Runs with processes now.", size(gauges.runs));
        family("fastexec_processes", "gauge", "Scripts that run now.", size(gauges.processes));
        family(
            "fastexec_processes_max",
            "gauge",
            "Scripts that may run at once.",
            size(gauges.processes_max),
        );
        family(
            "fastexec_inventory_is_current",
            "gauge",
            "0 when the inventory file has changed and was refused.",
            one(u64::from(gauges.inventory_is_current)),
        );
        text
    }
}
