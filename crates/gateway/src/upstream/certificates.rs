//! Certificates of the other side that are not believed: which, why, and the way out.

use super::trouble::Trouble;
use rustls::CertificateError;
use std::error::Error;
use std::io;

/// When that is what is wrong.
pub(super) fn trouble(error: &(dyn Error + 'static)) -> Option<Trouble> {
    let fault = fault_of(error)?;
    let reason = rustls::Error::InvalidCertificate(fault.clone());
    let (en, zh) = way_out(fault);
    Some(Trouble::unreachable(&format!("{reason}. {en}"), &format!("{reason}。{zh}")))
}

fn fault_of<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e CertificateError> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(rustls::Error::InvalidCertificate(fault)) = error.downcast_ref() {
            return Some(fault);
        }
        // An io::Error leaves what it wraps out of its sources.
        let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = wrapped.map(|it| it as &(dyn Error + 'static)).or_else(|| error.source());
    }
    None
}

fn way_out(fault: &CertificateError) -> (&'static str, &'static str) {
    use CertificateError as Fault;
    match fault {
        Fault::NotValidForName | Fault::NotValidForNameContext { .. } => (
            "Give --upstream the name that the certificate is for",
            "请将 --upstream 改为证书所属的名称",
        ),
        Fault::Expired
        | Fault::ExpiredContext { .. }
        | Fault::NotValidYet
        | Fault::NotValidYetContext { .. } => (
            "Have the certificate renewed, or set the clock of this machine right",
            "请更新证书，或校正本机时钟",
        ),
        _ => (
            "Give --upstream-ca the certificate of the authority that vouches for it",
            "请用 --upstream-ca 指定签发该证书的机构证书",
        ),
    }
}
