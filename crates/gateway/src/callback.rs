//! Tells callback URLs how runs ended: durable, with back-off, and never to places that only this machine reaches.

use crate::clock;
use crate::metrics::Metrics;
use crate::store::{Attempt, DueCallback, Store};
use fastexec_contract::callback_url::{CallbackUrl, Reach};
use reqwest::Client;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy as Redirects;
use std::error::Error;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::lookup_host;
use tokio::sync::Notify;
use tokio::time::sleep;

/// Milliseconds from one round of attempts to the next; after the last there is none.
const BACK_OFF: [i64; 6] = [1_000, 5_000, 30_000, 120_000, 600_000, 3_600_000];

/// For connecting, sending and the head of the answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Between two looks for callbacks that are due.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// First what the contract says; then, as JOB does it, the same text under the other type.
const CONTENT_TYPES: [&str; 2] = ["application/json", "application/x-www-form-urlencoded"];

/// Of cloud providers, beside those that are link-local: Alibaba Cloud, AWS, Azure.
const METADATA: [&str; 3] = ["100.100.100.200", "fd00:ec2::254", "168.63.129.16"];

/// Which addresses may be called.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CallbackPolicy {
    pub(crate) allows_loopback: bool,
}

impl CallbackPolicy {
    /// What the URL itself tells. Names are looked up, and judged, when they are called.
    pub(crate) fn refuses(self, url: &CallbackUrl) -> bool {
        let is_metadata = url.host().parse().is_ok_and(is_metadata);
        is_metadata || self.refuses_reach(url.reach())
    }

    fn refuses_address(self, address: IpAddr) -> bool {
        is_metadata(address) || self.refuses_reach(Reach::of_address(address))
    }

    fn refuses_reach(self, reach: Reach) -> bool {
        match reach {
            Reach::LinkLocal => true,
            Reach::Loopback => !self.allows_loopback,
            Reach::Private | Reach::Public => false,
        }
    }
}

fn is_metadata(address: IpAddr) -> bool {
    METADATA.iter().any(|known| known.parse() == Ok(address))
}

/// Looks names up and keeps the addresses that may be called.
struct CarefulResolver(CallbackPolicy);

impl Resolve for CarefulResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let policy = self.0;
        Box::pin(async move {
            let found = lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<_> =
                found.filter(|address| !policy.refuses_address(address.ip())).collect();
            if allowed.is_empty() {
                let reason = "the name leads to no address that may be called";
                return Err(Box::<dyn Error + Send + Sync>::from(io::Error::other(reason)));
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

/// Delivers what the store holds.
#[derive(Debug)]
pub(crate) struct Caller {
    store: Store,
    metrics: Metrics,
    client: Client,
    policy: CallbackPolicy,
    /// Told when there may be something to deliver.
    wake: Arc<Notify>,
}

impl Caller {
    pub(crate) fn new(
        store: Store,
        metrics: Metrics,
        policy: CallbackPolicy,
        wake: Arc<Notify>,
    ) -> anyhow::Result<Caller> {
        // Another part may have chosen already; both choose the same.
        let _chosen = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(Redirects::none())
            .no_proxy()
            .timeout(PATIENCE)
            .dns_resolver(Arc::new(CarefulResolver(policy)))
            .build()?;
        Ok(Caller { store, metrics, client, policy, wake })
    }

    /// Never returns.
    pub(crate) async fn deliver(self) {
        loop {
            match self.store.read(|db| db.due_callback(clock::now())).await {
                Ok(Some(callback)) => self.try_once(callback).await,
                Ok(None) => self.sleep().await,
                Err(error) => {
                    tracing::error!(%error, "callbacks can't be read");
                    self.sleep().await;
                }
            }
        }
    }

    async fn sleep(&self) {
        tokio::select! {
            () = self.wake.notified() => {}
            () = sleep(LOOK_AGAIN) => {}
        }
    }

    async fn try_once(&self, callback: DueCallback) {
        let mut attempts = Vec::new();
        for content_type in CONTENT_TYPES {
            attempts.push(self.attempt(&callback, content_type).await);
            if attempts.last().is_some_and(is_delivered) {
                break;
            }
        }
        let is_delivered = attempts.last().is_some_and(is_delivered);
        for attempt in &attempts {
            self.metrics.called_back(self::is_delivered(attempt));
        }
        let rounds = callback.attempts as usize / CONTENT_TYPES.len();
        let due_time =
            BACK_OFF.get(rounds).filter(|_| !is_delivered).map(|wait| clock::now() + wait);
        let (job, id) = (callback.job_instance_id, callback.callback_id);
        tracing::info!(job, is_delivered, "a callback was tried");
        let kept = self
            .store
            .write(move |db| db.add_attempts(id, &attempts, is_delivered, due_time))
            .await;
        if let Err(error) = kept {
            tracing::error!(%error, "a callback's attempt can't be recorded");
            // Or it would be tried again at once, for ever.
            sleep(LOOK_AGAIN).await;
        }
    }

    async fn attempt(&self, callback: &DueCallback, content_type: &str) -> Attempt {
        let time = clock::now();
        let (http_status, error) = match self.send(callback, content_type).await {
            Ok(status) => (Some(status), String::new()),
            Err(error) => (None, error),
        };
        Attempt { time, content_type: content_type.to_owned(), http_status, error }
    }

    async fn send(&self, callback: &DueCallback, content_type: &str) -> Result<u16, String> {
        // A literal address is not looked up, and so not judged by the resolver.
        let is_refused =
            CallbackUrl::parse(&callback.url).map_or(true, |it| self.policy.refuses(&it));
        if is_refused {
            return Err("this address may not be called".to_owned());
        }
        let request = self.client.post(&callback.url).header(CONTENT_TYPE, content_type);
        let answer = request.body(callback.body.clone()).send().await;
        answer.map(|answer| answer.status().as_u16()).map_err(|error| reason(&error.without_url()))
    }
}

fn is_delivered(attempt: &Attempt) -> bool {
    attempt.http_status.is_some_and(|status| (200..300).contains(&status))
}

/// With what caused it, which reqwest leaves out.
fn reason(error: &dyn Error) -> String {
    let mut reason = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        reason = format!("{reason}: {error}");
        source = error.source();
    }
    reason
}

#[cfg(test)]
mod tests {
    use super::CallbackPolicy;
    use fastexec_contract::callback_url::CallbackUrl;

    #[test]
    fn what_may_be_called() {
        for (url, strict, with_loopback) in [
            ("http://example.com/", false, false),
            ("http://10.0.0.1/", false, false),
            ("http://127.0.0.1/", true, false),
            ("http://localhost/", true, false),
            ("http://[::1]/", true, false),
            ("http://169.254.169.254/", true, true),
            ("http://[fe80::1]/", true, true),
            ("http://100.100.100.200/", true, true),
        ] {
            let parsed = CallbackUrl::parse(url).expect("a good URL");
            let refuses = |allows_loopback| CallbackPolicy { allows_loopback }.refuses(&parsed);
            assert_eq!((refuses(false), refuses(true)), (strict, with_loopback), "{url}");
        }
    }
}
