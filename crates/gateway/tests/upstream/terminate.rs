//! TLS in front of a server on loopback. `tls/made.sh` made the certificates; they hold for a hundred years.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

pub(crate) fn made(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/upstream/tls").join(name)
}

/// What TLS is taken off of goes to the one behind. It ends with the runtime.
pub(crate) fn terminate(runtime: &Runtime, behind: SocketAddr) -> SocketAddr {
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
