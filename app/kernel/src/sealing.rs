//! Secrets that have to be read again (the key of an authenticator app, say) are stored sealed:
//! who reads the database or a copy of it has none of them.

use crate::{AppError, AppResult};
use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305,
    aead::{Aead as _, Payload},
};
use sha2::{Digest as _, Sha256};

const NONCE: usize = 24;

/// What seals and opens: 256 bits that are in the environment and never in the database.
/// XChaCha20-Poly1305, whose nonces may be drawn by chance.
#[derive(Clone)]
pub struct SealingKey([u8; 32]);

/// Not in any log.
impl std::fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealingKey")
    }
}

impl SealingKey {
    /// A key as the environment has it: 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = hex::decode(text.trim()).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// The same on every developer's machine, and so good for nothing else.
    pub fn for_development() -> Self {
        Self(Sha256::digest(b"mewayz development").into())
    }

    /// Seals `secret`; it opens for the same `purpose` only, so that a sealed text that is copied
    /// to somebody else's record is worth nothing there.
    pub fn seal(&self, nonce: [u8; NONCE], purpose: &str, secret: &[u8]) -> AppResult<String> {
        let payload = Payload { msg: secret, aad: purpose.as_bytes() };
        let sealed = self.cipher().encrypt(&nonce.into(), payload).map_err(AppError::internal)?;
        Ok(format!("{}{}", hex::encode(nonce), hex::encode(sealed)))
    }

    /// What was sealed for `purpose`; an error that is ours where key, purpose or text differ.
    pub fn open(&self, purpose: &str, sealed: &str) -> AppResult<Vec<u8>> {
        let bytes = hex::decode(sealed).map_err(AppError::internal)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE).ok_or_else(|| AppError::internal("not sealed"))?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(AppError::internal)?;
        let payload = Payload { msg: sealed, aad: purpose.as_bytes() };
        self.cipher().decrypt(&nonce.into(), payload).map_err(AppError::internal)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.0.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_with_the_same_key_for_the_same_purpose_alone() {
        let key = SealingKey::for_development();
        let sealed = key.seal([7; NONCE], "totp usr_1", b"a secret").unwrap();
        assert!(!sealed.contains(&hex::encode("a secret")));
        assert_eq!(key.open("totp usr_1", &sealed).unwrap(), b"a secret");
        assert!(key.open("totp usr_2", &sealed).is_err());
        let other = SealingKey::parse(&"5a".repeat(32)).unwrap();
        assert!(other.open("totp usr_1", &sealed).is_err());
    }

    #[test]
    fn a_text_that_was_changed_or_cut_does_not_open() {
        let key = SealingKey::for_development();
        let sealed = key.seal([7; NONCE], "totp", b"a secret").unwrap();
        let last = if sealed.ends_with('0') { "1" } else { "0" };
        let changed = format!("{}{last}", &sealed[..sealed.len() - 1]);
        for broken in ["", "00", "not hexadecimal", &sealed[..48], changed.as_str()] {
            assert!(key.open("totp", broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn a_key_is_64_hexadecimal_digits() {
        assert!(SealingKey::parse(&"0f".repeat(32)).is_some());
        for bad in ["", "0f", &"0f".repeat(33), &"xy".repeat(32)] {
            assert!(SealingKey::parse(bad).is_none(), "{bad}");
        }
    }
}
