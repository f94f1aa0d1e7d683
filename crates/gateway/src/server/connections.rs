//! Connections: accepted one by one, so many at once, each with a time for its head; closed in order.

use crate::auth::Peer;
use axum::Router;
use axum::body::Body;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, oneshot};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tower::ServiceExt;

/// For the head of a request; also how long an idle connection is kept.
const HEAD_TIME: Duration = Duration::from_secs(30);

/// More wait until one of these has ended. Below the usual limit of open files.
const CONNECTIONS_MAX: usize = 512;

/// For answers that are under way when the server ends.
const CLOSE_TIME: Duration = Duration::from_secs(10);

/// Between two tries when the system has no room for a connection.
const AGAIN: Duration = Duration::from_millis(100);

/// All connections of the server.
#[derive(Debug)]
pub(super) struct Connections {
    close: oneshot::Sender<()>,
    closed: JoinHandle<()>,
}

impl Connections {
    pub(super) fn accept(listener: TcpListener, router: Router) -> Connections {
        let (close, closing) = oneshot::channel();
        Connections { close, closed: tokio::spawn(accept(listener, router, closing)) }
    }

    /// Takes no more, and waits for answers that are under way.
    pub(super) async fn close(self) {
        // The receiver lives as long as the task.
        let _gone = self.close.send(());
        if self.closed.await.is_err() {
            tracing::error!("the task of the connections failed");
        }
    }
}

async fn accept(listener: TcpListener, router: Router, mut closing: oneshot::Receiver<()>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let graceful = GracefulShutdown::new();
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            next = next => next,
            _ = &mut closing => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                let connection = graceful.watch(connection(stream, peer, router.clone()));
                tokio::spawn(async move {
                    // A client that breaks off has nobody to be told.
                    let _broken = connection.await;
                    drop(place);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "a connection can't be accepted");
                sleep(AGAIN).await;
            }
        }
    }
    drop(listener);
    if timeout(CLOSE_TIME, graceful.shutdown()).await.is_err() {
        tracing::warn!("some clients did not read their answers, and were cut off");
    }
}

fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error> + Send {
    // Answers are small and waited for.
    let _unsupported = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Peer(peer));
        router.clone().oneshot(request)
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .serve_connection(TokioIo::new(stream), service)
}
