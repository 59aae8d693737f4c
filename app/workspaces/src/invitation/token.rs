//! The secret in an invitation's link: 256 random bits, of which the database has the SHA-256
//! (enough for what can't be guessed), so that a stolen backup joins no workspace.

use kernel::Platform;
use sha2::{Digest as _, Sha256};

const BYTES: usize = 32;

/// As it stands in the link: 64 hexadecimal digits. Not `Debug`, so that it is in no log.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    pub fn generate(platform: &Platform) -> Self {
        Self(hex::encode(platform.random::<BYTES>()))
    }

    /// A token as a link brought it; nothing of another shape is ever looked up.
    pub fn parse(text: &str) -> Option<Self> {
        let shaped = text.len() == 2 * BYTES && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        shaped.then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the database knows it by.
    pub fn hash(&self) -> String {
        hex::encode(Sha256::digest(self.0.as_bytes()))
    }

    /// The page that it opens.
    pub fn path(&self) -> String {
        format!("/invitations/{}", self.0)
    }

    pub fn link(&self, platform: &Platform) -> String {
        format!("{}{}", platform.public_url(), self.path())
    }
}
