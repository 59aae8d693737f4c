//! A secret that only its holder keeps: 256 random bits in a cookie, or in a link that was mailed.
//! The database has its SHA-256 (enough for what can't be guessed), so that a stolen backup opens
//! no session and joins no workspace.

use crate::Platform;
use sha2::{Digest as _, Sha256};

const BYTES: usize = 32;

/// As it stands in the cookie or the link: 64 hexadecimal digits. Not `Debug`, so that it is in no log.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    pub fn generate(platform: &Platform) -> Self {
        Self(hex::encode(platform.random::<BYTES>()))
    }

    /// A token as it was brought; nothing of another shape is ever looked up.
    pub fn parse(text: &str) -> Option<Self> {
        let shaped = text.len() == 2 * BYTES && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        shaped.then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the database knows it by.
    pub fn hash(&self) -> String {
        hex::encode(Sha256::digest(self.0.as_bytes()))
    }

    /// A digest of `text` that can't be searched for without this token.
    pub fn seal(&self, text: &str) -> String {
        let mut digest = Sha256::new();
        digest.update(self.0.as_bytes());
        digest.update(b":");
        digest.update(text.as_bytes());
        hex::encode(digest.finalize())
    }
}
