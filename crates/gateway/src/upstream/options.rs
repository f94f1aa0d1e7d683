//! Where JOB is, and who this gateway is to it.

use super::{Client, Upstream};
use crate::metrics::Metrics;
use anyhow::{Context, bail};
use fastexec_contract::limits::{APP_CODE_MAX_CHARS, APP_SECRET_MAX_CHARS};
use reqwest::Url;
use reqwest::tls::Certificate;
use serde::Deserialize;
use std::fmt;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

const CODE: &str = "FASTEXEC_UPSTREAM_APP_CODE";
const SECRET: &str = "FASTEXEC_UPSTREAM_APP_SECRET";

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Options {
    /// Run nothing here: hand requests to the BlueKing JOB behind this address of its API gateway, for example
    /// https://bkapi.example.com/api/bk-job/prod
    #[arg(long, value_name = "URL", requires = "dialect")]
    upstream: Option<Url>,
    /// Which of JOB's APIs takes the requests
    #[arg(long, value_name = "VERSION", requires = "upstream")]
    dialect: Option<Version>,
    /// File of mode 0600 with {"bk_app_code": "…", "bk_app_secret": "…"}
    /// [default: FASTEXEC_UPSTREAM_APP_CODE and FASTEXEC_UPSTREAM_APP_SECRET in the environment]
    #[arg(long, value_name = "FILE", requires = "upstream")]
    upstream_app: Option<PathBuf>,
    /// PEM file with certificates of authorities to trust beside the system's
    #[arg(long, value_name = "FILE", requires = "upstream")]
    upstream_ca: Option<PathBuf>,
    /// Seconds to wait for an answer of JOB
    #[arg(long, value_name = "SECONDS", default_value = "30", requires = "upstream",
        value_parser = clap::value_parser!(u64).range(1..=50))]
    upstream_timeout: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Version {
    /// Hosts or containers
    V4,
    /// Hosts only
    V3,
}

impl Version {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Version::V4 => "v4",
            Version::V3 => "v3",
        }
    }
}

/// The app that this gateway is to BlueKing.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct App {
    #[serde(rename = "bk_app_code")]
    pub(crate) code: String,
    #[serde(rename = "bk_app_secret")]
    pub(crate) secret: String,
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "App({}, {})", self.code, fastexec_contract::MASK)
    }
}

impl Options {
    /// `None` when scripts run here.
    pub(crate) fn open(&self, metrics: Metrics) -> anyhow::Result<Option<Upstream>> {
        let (Some(url), Some(version)) = (&self.upstream, self.dialect) else {
            return Ok(None);
        };
        check_url(url)?;
        let app = self.app()?;
        let authorities = self.authorities()?;
        let patience = Duration::from_secs(self.upstream_timeout);
        let client = Client::new(url, app, authorities, patience, metrics)?;
        Ok(Some(Upstream::new(version, client)))
    }

    fn app(&self) -> anyhow::Result<App> {
        let app = match &self.upstream_app {
            Some(path) => read_app(path)?,
            None => {
                let variable = |name| std::env::var(name).ok().filter(|it: &String| !it.is_empty());
                match (variable(CODE), variable(SECRET)) {
                    (Some(code), Some(secret)) => App { code, secret },
                    _ => bail!(
                        "JOB wants to know the app that calls it: set {CODE} and {SECRET} in the environment, or \
                         give --upstream-app a file of mode 0600"
                    ),
                }
            }
        };
        let length = |text: &str| text.chars().count();
        if length(&app.code) > APP_CODE_MAX_CHARS || length(&app.secret) > APP_SECRET_MAX_CHARS {
            bail!(
                "an app code has at most {APP_CODE_MAX_CHARS} characters, and its secret at most {APP_SECRET_MAX_CHARS}"
            );
        }
        Ok(app)
    }

    fn authorities(&self) -> anyhow::Result<Vec<Certificate>> {
        let Some(path) = &self.upstream_ca else {
            return Ok(Vec::new());
        };
        let pem = fs::read(path).with_context(|| format!("can't read {}", path.display()))?;
        let certificates = Certificate::from_pem_bundle(&pem)
            .with_context(|| format!("{} is no PEM file of certificates", path.display()))?;
        if certificates.is_empty() {
            bail!("there is no certificate in {}", path.display());
        }
        Ok(certificates)
    }
}

fn check_url(url: &Url) -> anyhow::Result<()> {
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        bail!("--upstream must be an http or https address, found {url}");
    }
    // Not repeated: it may be a secret.
    if !url.username().is_empty() || url.password().is_some() {
        bail!(
            "--upstream must not hold a user name or password: the app and the person are told in a header"
        );
    }
    if url.query().is_some() || url.fragment().is_some() {
        bail!("--upstream must end with its path, such as /api/bk-job/prod");
    }
    if url.scheme() == "http" {
        tracing::warn!("--upstream is not https: the secret of the app travels in clear");
    }
    Ok(())
}

fn read_app(path: &Path) -> anyhow::Result<App> {
    let mode = fs::metadata(path).with_context(|| format!("can't read {}", path.display()))?.mode();
    if mode & 0o077 != 0 {
        let mode = mode & 0o777;
        bail!("{} has mode {mode:o}, and others could read it: chmod 600", path.display());
    }
    let text =
        fs::read_to_string(path).with_context(|| format!("can't read {}", path.display()))?;
    // serde's own error could repeat what stands in the file.
    serde_json::from_str(&text).ok().with_context(|| {
        format!("{} is not {{\"bk_app_code\": \"…\", \"bk_app_secret\": \"…\"}}", path.display())
    })
}
