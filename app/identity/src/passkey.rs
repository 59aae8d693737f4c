//! A passkey: a key that a device or a password manager keeps, unlocked by a finger, a face or a
//! PIN (<https://www.w3.org/TR/webauthn-3/>). It is two factors in one, so it is a whole sign-in.

pub mod begin;
pub mod challenge;
pub mod offer;
pub mod register;
pub mod remove;
pub mod rename;
pub mod sign_in;

#[cfg(feature = "ssr")]
pub(crate) mod ask;
#[cfg(feature = "ssr")]
pub mod challenge_record;
#[cfg(feature = "ssr")]
pub(crate) mod prove;
#[cfg(feature = "ssr")]
pub mod record;
#[cfg(feature = "ssr")]
mod relying_party;
#[cfg(feature = "ssr")]
pub(crate) mod store;

use kernel::Timestamp;
use serde::{Deserialize, Serialize};

kernel::id!(
    /// A passkey as we know it. Not the id that its device gave it.
    PasskeyId,
    "psk"
);

/// A passkey, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyView {
    pub id: PasskeyId,
    pub name: String,
    pub created_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
}

const LONGEST_NAME: usize = 60;

/// A name for a passkey, as it was typed, or what is wrong with it.
pub fn name(typed: &str) -> Result<String, &'static str> {
    let name = typed.trim();
    if name.is_empty() {
        return Err("Give the passkey a name, such as the device it is on.");
    }
    if name.chars().count() > LONGEST_NAME || name.chars().any(kernel::hidden::is_hidden) {
        return Err("Use a name of at most 60 characters, on one line.");
    }
    Ok(name.to_owned())
}
