//! `fastexec serve`

use super::{DataDirOption, link};
use crate::callback::{CallbackPolicy, Caller};
use crate::clock;
use crate::data_dir::DataDir;
use crate::guard::Names;
use crate::guesses::Guesses;
use crate::inventory::{self, Inventory, SharedInventory};
use crate::metrics::Metrics;
use crate::retention::Retention;
use crate::run::{self, Jobs, KEEP_DEFAULT, Runner, own_user};
use crate::server::{Gateway, OnStop, Parts, serve};
use crate::store::{Db, Store};
use crate::upstream;
use anyhow::{Context, bail};
use rustix::process::{Resource, getrlimit, setrlimit};
use std::collections::HashSet;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::thread::available_parallelism;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Notify, Semaphore};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// Address and port; port 0 takes a free one. Others than loopback need --public-host
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8600")]
    listen: SocketAddr,
    #[command(flatten)]
    data: DataDirOption,
    /// TOML file with accounts, scripts, hosts and the ways to them; read again when it changes and at SIGHUP
    /// [default: a demo inventory, where everything is this machine]
    #[arg(long, value_name = "FILE")]
    inventory: Option<PathBuf>,
    /// A name, with its port unless that is the usual one, under which browsers may reach the gateway beside its
    /// own address, for example through a reverse proxy with TLS. May be repeated
    #[arg(long, value_name = "HOST[:PORT]")]
    public_host: Vec<String>,
    /// Scripts that run at once; more wait [default: 8 for each processor]
    #[arg(long, value_name = "N")]
    max_parallel: Option<NonZeroUsize>,
    /// Jobs that run at once; more are refused
    #[arg(long, value_name = "N", default_value = "200")]
    max_runs: NonZeroUsize,
    /// Bytes of output kept of each host or container, half of them of the beginning, half of the end
    #[arg(long, value_name = "BYTES", default_value_t = KEEP_DEFAULT, value_parser = clap::value_parser!(u64).range(2..))]
    max_output: u64,
    /// Remove finished runs that were created more than so many days ago [default: never]
    #[arg(long, value_name = "N")]
    keep_days: Option<NonZeroU32>,
    /// Remove finished runs but the newest N [default: keep all]
    #[arg(long, value_name = "N")]
    keep_runs: Option<NonZeroU32>,
    /// What becomes of jobs that run when the gateway is told to stop
    #[arg(long, value_name = "WHAT", default_value = "terminate")]
    on_stop: OnStop,
    /// Let callbacks reach this machine itself
    #[arg(long)]
    allow_loopback_callbacks: bool,
    #[command(flatten)]
    upstream: upstream::Options,
    /// Let `trunk serve` on port 8080 pass requests on to this gateway
    #[arg(long)]
    dev: bool,
}

pub(super) fn run(options: Options) -> anyhow::Result<()> {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_target(false).init();
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(start(options))
}

async fn start(options: Options) -> anyhow::Result<()> {
    let is_remote = !options.listen.ip().is_loopback();
    if is_remote && options.public_host.is_empty() {
        bail!(
            "{} is not a loopback address: this gateway runs scripts and speaks plain HTTP. Listen on \
             127.0.0.1 and reach it from elsewhere through ssh -L or a reverse proxy with TLS; or name it with \
             --public-host to let others in",
            options.listen
        );
    }
    allow_many_files();
    let data_dir = DataDir::open(options.data.data_dir)?;
    let _lock = data_dir.lock()?;
    let listener = TcpListener::bind(options.listen)
        .await
        .map_err(|error| cannot_listen(options.listen, error))?;
    let address = listener.local_addr()?;
    let user = own_user();
    let metrics = Metrics::default();
    let upstream = options.upstream.open(metrics.clone())?;
    let inventory = match &options.inventory {
        Some(path) => inventory::load(path)?,
        None if upstream.is_some() => Inventory::default(),
        None => inventory::demo(&user),
    };
    let db = Db::open(&data_dir.database())?;
    let cut_off = db.end_cut_off_runs(clock::now())?;
    if cut_off > 0 {
        tracing::warn!(cut_off, "runs were cut off when the gateway ended, and are abnormal now");
    }
    let token = link::make(&db, &user)?;
    drop(db);

    let store = Store::start(&data_dir.database())?;
    let inventory = SharedInventory::new(inventory, options.inventory);
    let max_parallel = options
        .max_parallel
        .map_or_else(|| 8 * available_parallelism().map_or(1, usize::from), usize::from);
    let places = Arc::new(Semaphore::new(max_parallel));
    let ended = Arc::new(Notify::new());
    let callbacks = CallbackPolicy { allows_loopback: options.allow_loopback_callbacks };
    let vault = data_dir.vault()?;
    let caller = Caller::new(store.clone(), metrics.clone(), callbacks, Arc::clone(&ended))?;
    let retention = Retention {
        days: options.keep_days.map(NonZeroU32::get),
        runs: options.keep_runs.map(NonZeroU32::get),
    };
    let background = [
        tokio::spawn(caller.deliver()),
        tokio::spawn(retention.keep(store.clone(), data_dir.clone())),
        tokio::spawn(inventory.clone().follow_file()),
    ];
    let runner = Runner::new(run::Parts {
        store: store.clone(),
        data_dir: data_dir.clone(),
        inventory: inventory.clone(),
        vault: vault.clone(),
        metrics: metrics.clone(),
        ended: Arc::clone(&ended),
        places: Arc::clone(&places),
        keep: options.max_output,
        jobs: Mutex::new(Jobs::default()),
    });
    let gateway = Gateway::new(Parts {
        runner,
        store,
        inventory,
        app_secret: data_dir.app_secret()?,
        data_dir,
        vault,
        upstream,
        names: Names::of(address, &options.public_host, options.dev),
        guesses: Guesses::default(),
        metrics,
        digests: run::Digests::default(),
        callbacks,
        is_remote,
        places,
        max_parallel,
        max_runs: options.max_runs.get(),
        ended,
        is_stopping: AtomicBool::new(false),
        in_flight: Mutex::new(HashSet::new()),
    });

    if let Some(upstream) = &gateway.upstream {
        println!("fastexec hands scripts to JOB at {}.", upstream.address());
    } else if gateway.inventory.is_demo() {
        println!("fastexec serves a demo inventory: all hosts and containers are this machine.");
    }
    println!("Open this address; it lets one browser in:");
    println!("{}", link::address(address, &token));
    serve(listener, gateway, options.on_stop, signals()?).await?;
    for task in background {
        task.abort();
    }
    println!("fastexec has stopped.");
    Ok(())
}

/// Each script that runs takes some files; the usual limit is for programs of another time.
fn allow_many_files() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::warn!(%error, "the limit of open files can't be raised");
    }
}

fn cannot_listen(address: SocketAddr, error: std::io::Error) -> anyhow::Error {
    match error.kind() {
        ErrorKind::AddrInUse => anyhow::anyhow!(
            "{address} is in use by another program: stop that one, or choose another port with --listen 127.0.0.1:0"
        ),
        _ => anyhow::anyhow!("can't listen on {address}: {error}"),
    }
}

/// Done each time SIGTERM or SIGINT comes.
fn signals() -> anyhow::Result<impl AsyncFnMut()> {
    let mut terminate = signal(SignalKind::terminate()).context("no signal handler")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("no signal handler")?;
    Ok(async move || {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
