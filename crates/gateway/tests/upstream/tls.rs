//! The stand-in behind TLS, on loopback: whom the gateway believes, and what it says of those it doesn't.
//! `tls/made.sh` made the certificates; they hold for a hundred years.

use crate::client::Answer;
use crate::served::{Served, folder};
use crate::{app_file, on_hosts, path};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use stub_job::{APP_SECRET, Stub};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

fn made(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/upstream/tls").join(name)
}

/// What TLS is taken off of goes to the stand-in. It ends with the runtime.
fn terminate(runtime: &Runtime, behind: SocketAddr) -> SocketAddr {
    let chain = CertificateDer::pem_file_iter(made("server.pem")).expect("a file");
    let chain = chain.map(|it| it.expect("a certificate")).collect();
    let key = PrivateKeyDer::from_pem_file(made("server-key.pem")).expect("a key");
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .expect("a pair");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a port");
    let address = listener.local_addr().expect("bound");
    runtime.spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                // Whoever doesn't believe us hangs up here.
                let Ok(mut near) = acceptor.accept(stream).await else { return };
                let Ok(mut far) = TcpStream::connect(behind).await else { return };
                let _ended = copy_bidirectional(&mut near, &mut far).await;
            });
        }
    });
    address
}

/// What a submission through TLS comes to, and how many requests the stand-in saw.
fn submit(host: &str, options: &[&str]) -> (Answer, usize) {
    let stub = Stub::start().expect("a stand-in");
    let url = stub.url();
    let (address, stage) =
        url.trim_start_matches("http://").split_once('/').expect("a path of a stage");
    let runtime = Runtime::new().expect("a runtime");
    let port = terminate(&runtime, address.parse().expect("an address")).port();
    let url = format!("https://{host}:{port}/{stage}");
    let folder = folder();
    let app = app_file(&folder, 0o600);
    let own = ["--upstream", &url, "--dialect", "v4", "--upstream-app", path(&app)];
    let served = Served::with(&folder.path().join("data"), &[&own[..], options].concat());
    let answer = served.submit(&on_hosts("echo", &[101]));
    assert!(!served.logged().contains(APP_SECRET));
    (answer, stub.seen().len())
}

#[test]
fn an_authority_that_is_given_is_believed() {
    let authority = made("authority.pem");
    let (answer, seen) = submit("127.0.0.1", &["--upstream-ca", path(&authority)]);
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(seen, 1);
}

#[track_caller]
fn refused(host: &str, options: &[&str], reason: &str, way_out: &str) {
    let (answer, seen) = submit(host, options);
    answer.is_error(503, "UNAVAILABLE");
    let message = answer.json()["error"]["message"].as_str().expect("text").to_owned();
    assert!(message.contains(reason) && message.contains(way_out), "{message}");
    assert_eq!(seen, 0, "nothing is told to whom nobody vouches for");
}

#[test]
fn an_authority_that_nobody_gave_is_not_believed() {
    refused("127.0.0.1", &[], "UnknownIssuer", "--upstream-ca");
    // Another authority is not enough.
    refused(
        "127.0.0.1",
        &["--upstream-ca", path(&made("server.pem"))],
        "invalid peer certificate",
        "--upstream-ca",
    );
}

#[test]
fn a_certificate_for_another_name_is_not_believed() {
    let authority = made("authority.pem");
    refused("localhost", &["--upstream-ca", path(&authority)], "not valid for", "--upstream");
}
