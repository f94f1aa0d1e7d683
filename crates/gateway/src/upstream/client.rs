//! Requests to JOB. Questions are asked again when asking may help; what changes something is sent once.

use super::certificates;
use super::identity::Identity;
use super::options::App;
use super::redirect;
use super::trouble::{self, Kind, Outcome, Trouble};
use crate::metrics::Metrics;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap};
use reqwest::redirect::Policy;
use reqwest::tls::Certificate;
use reqwest::{RequestBuilder, Response, Url};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::error::Error;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tokio::time::sleep;

/// Questions under way at once.
const QUESTIONS_MAX: usize = 8;

/// Times a question is asked.
const TRIES: u32 = 3;

/// Before the second time; then twice as long each time, give or take a half.
const FIRST_PAUSE: Duration = Duration::from_millis(250);

/// Seconds that a question waits by itself when JOB asks it to. Longer ones are told to the one who asks.
const PATIENT_SECONDS: u64 = 2;

/// Seconds of rest when JOB's gateway wants rest and doesn't say how much: twice as long each time in a row.
const REST_MAX: u64 = 30;

/// Bytes of an answer: a status of 50,000 hosts is 20 MB, 50 logs may be more.
const ANSWER_MAX: usize = 512 << 20;

#[derive(Debug)]
pub(crate) struct Client {
    http: reqwest::Client,
    base: String,
    app: App,
    patience: Duration,
    questions: Semaphore,
    rest: Mutex<Rest>,
    metrics: Metrics,
}

/// JOB's gateway limits how often an app may ask.
#[derive(Debug, Default)]
struct Rest {
    until: Option<Instant>,
    in_a_row: u32,
}

/// Both shapes of a good answer.
#[derive(Deserialize)]
struct Envelope<T> {
    data: Option<T>,
    /// v3.
    result: Option<bool>,
}

impl Client {
    pub(crate) fn new(
        url: &Url,
        app: App,
        authorities: Vec<Certificate>,
        patience: Duration,
        metrics: Metrics,
    ) -> anyhow::Result<Client> {
        // Another part may have chosen already; both choose the same.
        let _chosen = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            // To a login page, for one, the header must not travel.
            .redirect(Policy::none())
            .connect_timeout(patience.min(Duration::from_secs(10)))
            .timeout(patience)
            .tls_certs_merge(authorities)
            .user_agent(concat!("fastexec/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Client {
            http,
            base: url.as_str().trim_end_matches('/').to_owned(),
            app,
            patience,
            questions: Semaphore::new(QUESTIONS_MAX),
            rest: Mutex::default(),
            metrics,
        })
    }

    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// How long an answer may take.
    pub(super) fn patience(&self) -> Duration {
        self.patience
    }

    /// Asks a question, such as `v4/get_job_instance_status`, again if need be.
    pub(super) async fn ask<T: DeserializeOwned + Send + 'static>(
        &self,
        who: &Identity,
        endpoint: &'static str,
        query: &[(&str, String)],
    ) -> Result<T, Trouble> {
        self.again_and_again(who, endpoint, || self.http.get(self.url(endpoint)).query(query)).await
    }

    /// A question that is too long for an address: it is sent with POST, and changes nothing.
    pub(super) async fn ask_at_length<T: DeserializeOwned + Send + 'static>(
        &self,
        who: &Identity,
        endpoint: &'static str,
        body: &str,
    ) -> Result<T, Trouble> {
        self.again_and_again(who, endpoint, || self.post(endpoint, body.to_owned())).await
    }

    /// Asks for something to be done. Never again by itself, whatever comes back.
    pub(super) async fn order<T: DeserializeOwned + Send + 'static>(
        &self,
        who: &Identity,
        endpoint: &'static str,
        body: String,
    ) -> Result<T, Trouble> {
        if let Some(seconds) = self.resting() {
            return Err(Trouble::resting(seconds));
        }
        self.once(who, endpoint, self.post(endpoint, body)).await
    }

    fn url(&self, endpoint: &str) -> String {
        format!("{}/api/{endpoint}", self.base)
    }

    fn post(&self, endpoint: &str, body: String) -> RequestBuilder {
        self.http.post(self.url(endpoint)).header(CONTENT_TYPE, "application/json").body(body)
    }

    async fn again_and_again<T: DeserializeOwned + Send + 'static>(
        &self,
        who: &Identity,
        endpoint: &'static str,
        request: impl Fn() -> RequestBuilder,
    ) -> Result<T, Trouble> {
        let mut pause = FIRST_PAUSE;
        for tried in 1.. {
            if let Some(seconds) = self.resting() {
                return Err(Trouble::resting(seconds));
            }
            let place = tokio::time::timeout(self.patience, self.questions.acquire()).await;
            let Ok(Ok(_place)) = place else {
                return Err(Trouble::busy());
            };
            let asked = self.once(who, endpoint, request()).await;
            let wait = match &asked {
                Err(trouble) if tried < TRIES && may_pass(trouble) => trouble.retry_after_told(),
                _ => return asked,
            };
            drop(_place);
            let wait = match wait {
                Some(seconds) if seconds > PATIENT_SECONDS => return asked,
                Some(seconds) => Duration::from_secs(seconds),
                None => jitter(pause),
            };
            sleep(wait).await;
            pause *= 2;
        }
        Err(Trouble::busy())
    }

    async fn once<T: DeserializeOwned + Send + 'static>(
        &self,
        who: &Identity,
        endpoint: &'static str,
        request: RequestBuilder,
    ) -> Result<T, Trouble> {
        let asked = self.send(who, request).await;
        self.metrics.asked_upstream(
            endpoint,
            match &asked {
                Ok(_) => "ok",
                Err(trouble) if trouble.raw.is_some() => trouble.kind.status_and_code().1,
                Err(_) => "no_answer",
            },
        );
        asked.map_err(|trouble| {
            trouble.without(&[&self.app.secret, who.secret().unwrap_or_default()])
        })
    }

    async fn send<T: DeserializeOwned + Send + 'static>(
        &self,
        who: &Identity,
        request: RequestBuilder,
    ) -> Result<T, Trouble> {
        let header = who.header(&self.app).ok_or_else(|| {
            Trouble::unreachable(
                "the app code or the person's name can't stand in a header",
                "应用编码或用户名不能写入请求头",
            )
        })?;
        let request =
            request.header(ACCEPT, "application/json").header("X-Bkapi-Authorization", header);
        let response = request.send().await.map_err(|error| of_transport(&error))?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let target = redirect::target(&response);
        let body = read_body(response).await?;
        let read = move || read_answer(status, &headers, &body);
        let answer = if status == 200 {
            tokio::task::spawn_blocking(read).await.unwrap_or_else(|_| Err(Trouble::busy()))
        } else {
            read()
        };
        self.note_rest(&answer);
        answer.map_err(|trouble| redirect::explained(trouble, status, target.as_deref()))
    }

    /// Seconds of rest that are left.
    fn resting(&self) -> Option<u64> {
        let rest = self.rest.lock().unwrap_or_else(PoisonError::into_inner);
        let left = rest.until?.checked_duration_since(Instant::now())?;
        Some(left.as_secs() + 1)
    }

    fn note_rest<T>(&self, answer: &Result<T, Trouble>) {
        let mut rest = self.rest.lock().unwrap_or_else(PoisonError::into_inner);
        match answer {
            Err(trouble) if trouble.kind == Kind::ResourceExhausted && trouble.is_rate_limit() => {
                rest.in_a_row += 1;
                let own = REST_MAX.min(1 << rest.in_a_row.min(5));
                let seconds = trouble.retry_after.map_or_else(
                    || jitter(Duration::from_secs(own)),
                    |told| Duration::from_secs(told.min(3600)),
                );
                rest.until = Some(Instant::now() + seconds);
            }
            _ => *rest = Rest::default(),
        }
    }
}

impl Trouble {
    /// Of the API gateway; JOB's own limits are about a run.
    fn is_rate_limit(&self) -> bool {
        self.raw.as_ref().is_some_and(|raw| raw.0 == 429 && !raw.1.contains("\"error\""))
    }

    fn retry_after_told(&self) -> Option<u64> {
        self.raw.as_ref().and(self.retry_after).filter(|_| self.kind == Kind::ResourceExhausted)
    }
}

/// Asking again may help.
fn may_pass(trouble: &Trouble) -> bool {
    let is_redirect = trouble.raw.as_ref().is_some_and(|raw| redirect::is_redirect(raw.0));
    matches!(trouble.kind, Kind::Unavailable | Kind::Internal) && !is_redirect
        || trouble.kind == Kind::ResourceExhausted && trouble.is_rate_limit()
}

fn of_transport(error: &reqwest::Error) -> Trouble {
    // Its own text holds the whole address, with the ids of the question.
    let reason = if error.is_timeout() { "it took too long" } else { "the connection failed" };
    if error.is_connect() || error.is_builder() {
        certificates::trouble(error).unwrap_or_else(|| {
            let reason = root_cause(error);
            Trouble::unreachable(&reason, &reason)
        })
    } else {
        Trouble::unanswered(reason)
    }
}

/// Such as a name that is unknown.
fn root_cause(error: &dyn Error) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}

async fn read_body(mut response: Response) -> Result<Vec<u8>, Trouble> {
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(piece)) if body.len() + piece.len() <= ANSWER_MAX => body.extend(piece),
            Ok(Some(_)) => return Err(Trouble::unanswered("its answer is larger than 512 MiB")),
            Ok(None) => return Ok(body),
            Err(error) if error.is_timeout() => {
                return Err(Trouble::unanswered("it took too long"));
            }
            Err(_) => return Err(Trouble::unanswered("its answer was cut")),
        }
    }
}

fn read_answer<T: DeserializeOwned>(
    status: u16,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<T, Trouble> {
    if (200..300).contains(&status)
        && let Ok(Envelope { data: Some(data), result: None | Some(true) }) =
            serde_json::from_slice(body)
    {
        return Ok(data);
    }
    Err(trouble::read(status, headers, body))
}

/// Half as long to one and a half times.
fn jitter(pause: Duration) -> Duration {
    let mut byte = [128];
    // Without randomness, pauses are just all the same.
    let _random = getrandom::fill(&mut byte);
    pause.mul_f64(0.5 + f64::from(byte[0]) / 255.0)
}

impl Outcome {
    pub(super) const fn is_unknown(self) -> bool {
        matches!(self, Outcome::Unknown)
    }
}
