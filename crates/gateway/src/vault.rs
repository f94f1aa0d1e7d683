//! Encryption of what must not stand in the database in clear: parameters of scripts.

use anyhow::{Context, anyhow};
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use std::fmt;

/// Bytes.
pub(crate) const KEY: usize = 32;

/// Bytes in front of what is sealed. Long enough to be taken at random for ever.
const NONCE: usize = 24;

#[derive(Clone)]
pub(crate) struct Vault(XChaCha20Poly1305);

impl Vault {
    pub(crate) fn new(key: &[u8; KEY]) -> Vault {
        Vault(XChaCha20Poly1305::new(key.into()))
    }

    pub(crate) fn seal(&self, text: &str) -> anyhow::Result<Vec<u8>> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce)?;
        let sealed = self.0.encrypt(&XNonce::from(nonce), text.as_bytes());
        let sealed = sealed.map_err(|_| anyhow!("encryption failed"))?;
        Ok([nonce.as_slice(), sealed.as_slice()].concat())
    }

    pub(crate) fn open(&self, sealed: &[u8]) -> anyhow::Result<String> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().context("too short")?;
        let text = self.0.decrypt(&XNonce::from(*nonce), sealed).map_err(|_| {
            anyhow!(
                "the parameters were encrypted with another key than the data directory's key file"
            )
        })?;
        Ok(String::from_utf8(text)?)
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Vault")
    }
}

#[cfg(test)]
mod tests {
    use super::Vault;

    #[test]
    fn what_is_sealed_can_be_opened_with_its_key_alone() {
        let (vault, other) = (Vault::new(&[1; 32]), Vault::new(&[2; 32]));
        let sealed = vault.seal("参数").expect("sealed");
        assert_eq!(vault.open(&sealed).ok().as_deref(), Some("参数"));
        assert_ne!(vault.seal("参数").ok(), Some(sealed.clone()), "a nonce is used once");
        assert!(other.open(&sealed).is_err());
        assert!(vault.open(&sealed[..20]).is_err());
        assert!(vault.open(&[sealed, vec![0]].concat()).is_err());
    }
}
