//! `fastexec serve`

use super::{DataDirOption, link, own_user};
use crate::clock;
use crate::data_dir::DataDir;
use crate::guard::Names;
use crate::inventory;
use crate::run::Runner;
use crate::server::{Gateway, Parts, serve};
use crate::store::{Db, Store};
use anyhow::{Context, bail};
use std::collections::HashSet;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Mutex;
use std::thread::available_parallelism;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// Address and port; port 0 takes a free one. Only loopback addresses
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8600")]
    listen: SocketAddr,
    #[command(flatten)]
    data: DataDirOption,
    /// Processes that run at once [default: 8 for each processor]
    #[arg(long, value_name = "N")]
    max_parallel: Option<usize>,
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
    if !options.listen.ip().is_loopback() {
        bail!(
            "{} is not a loopback address: this gateway runs scripts and speaks plain HTTP. Listen on \
             127.0.0.1 and reach it from elsewhere through ssh -L or a reverse proxy with TLS",
            options.listen
        );
    }
    let data_dir = DataDir::open(options.data.data_dir)?;
    let _lock = data_dir.lock()?;
    let listener = TcpListener::bind(options.listen)
        .await
        .map_err(|error| cannot_listen(options.listen, error))?;
    let address = listener.local_addr()?;

    let mut db = Db::open(&data_dir.database())?;
    let cut_off = db.end_cut_off_runs(clock::now())?;
    if cut_off > 0 {
        tracing::warn!(cut_off, "runs were cut off when the gateway ended, and are abnormal now");
    }
    let user = own_user();
    let token = link::make(&mut db, &user)?;
    let store = Store::start(db)?;
    let max_parallel = options
        .max_parallel
        .unwrap_or_else(|| 8 * available_parallelism().map_or(1, usize::from))
        .max(1);
    let gateway = Gateway::new(Parts {
        runner: Runner::new(store.clone(), data_dir.clone(), max_parallel),
        store,
        inventory: inventory::demo(&user),
        app_secret: data_dir.app_secret()?,
        data_dir,
        names: Names::of(address, options.dev),
        in_flight: Mutex::new(HashSet::new()),
    });

    println!("fastexec serves a demo inventory: all hosts and containers are this machine.");
    println!("Open this address; it lets one browser in:");
    println!("{}", link::address(address, &token));
    serve(listener, gateway, ended()?).await?;
    println!("fastexec has stopped.");
    Ok(())
}

fn cannot_listen(address: SocketAddr, error: std::io::Error) -> anyhow::Error {
    match error.kind() {
        ErrorKind::AddrInUse => anyhow::anyhow!(
            "{address} is in use by another program: stop that one, or choose another port with --listen 127.0.0.1:0"
        ),
        _ => anyhow::anyhow!("can't listen on {address}: {error}"),
    }
}

/// Done at SIGTERM or SIGINT.
fn ended() -> anyhow::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate()).context("no signal handler")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("no signal handler")?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("stopping: no new runs; what runs is ended");
    })
}
