//! A browser in which somebody has signed in before. It may be remembered for the second step, and
//! it still gets in while strangers try the account's password from everywhere.

pub mod forget;

#[cfg(feature = "ssr")]
pub mod mark;
#[cfg(feature = "ssr")]
pub mod record;
#[cfg(feature = "ssr")]
pub mod store;

use kernel::Timestamp;
use serde::{Deserialize, Serialize};

kernel::id!(
    /// A browser that somebody signed in with before.
    TrustedDeviceId,
    "dev"
);

/// A device that skips the second step, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrustedDeviceView {
    pub id: TrustedDeviceId,
    /// `Firefox on Windows`.
    pub device: String,
    pub last_used_at: Timestamp,
    pub remembered_until: Timestamp,
    /// Whether it is the one that asks.
    pub this_device: bool,
}
