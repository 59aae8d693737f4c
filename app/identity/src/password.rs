//! What may be a password, how good one is, and how it is kept.

pub mod change;
pub mod judge;

#[cfg(feature = "ssr")]
mod blocklist;
#[cfg(feature = "ssr")]
mod context;
#[cfg(feature = "ssr")]
pub mod policy;
#[cfg(feature = "ssr")]
pub mod pool;
#[cfg(feature = "ssr")]
mod words;

use serde::{Deserialize, Serialize};

/// The fewest characters. What is weak is told by the guesses it takes, not by this.
pub const SHORTEST: usize = 8;
/// The most; nothing of them is cut off.
pub const LONGEST: usize = 128;
/// The score from which a password may be used.
pub const ENOUGH: u8 = 3;

/// How good a password is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// 0 (guessed at once) to 4.
    pub score: u8,
    /// Why, and what would make it better.
    pub sentence: String,
}

impl Verdict {
    pub fn new(score: u8, sentence: impl Into<String>) -> Self {
        Self { score, sentence: sentence.into() }
    }

    /// Whether it may be used.
    pub const fn is_enough(&self) -> bool {
        self.score >= ENOUGH
    }
}

/// The one spelling in which a password is judged and hashed: composed, so that two keyboards
/// that write the same signs write the same password. Nothing is trimmed and nothing cut off.
#[cfg(feature = "ssr")]
pub fn composed(password: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    password.nfc().collect()
}
