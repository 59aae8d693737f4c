//! One signed-in device.

pub mod confirm;
pub mod end;
pub mod end_others;
pub mod list;
pub mod sign_in;
pub mod sign_out;
pub mod sign_out_everywhere;
pub mod ways;

#[cfg(feature = "ssr")]
pub mod device;
#[cfg(feature = "ssr")]
pub mod in_force;
#[cfg(feature = "ssr")]
mod known_device;
#[cfg(feature = "ssr")]
pub mod port;
#[cfg(feature = "ssr")]
pub mod record;
#[cfg(feature = "ssr")]
mod rotation;
#[cfg(feature = "ssr")]
pub mod start;
#[cfg(feature = "ssr")]
pub(crate) mod store;

use kernel::{SessionId, Timestamp};
use serde::{Deserialize, Serialize};

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    pub id: SessionId,
    /// `Firefox on Windows`.
    pub device: String,
    /// `Lisbon time`, where the browser told.
    pub place: Option<String>,
    pub created_at: Timestamp,
    pub last_used_at: Timestamp,
    /// Whether it is the one that asks.
    pub this_device: bool,
}

impl SessionView {
    /// Whether it fits into a hand.
    pub fn is_phone(&self) -> bool {
        ["Android", "iPhone"].into_iter().any(|system| self.device.ends_with(system))
    }
}

/// By what somebody can show that it is them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ways {
    pub password: bool,
    /// An authenticator app.
    pub app: bool,
    pub passkey: bool,
}

impl Ways {
    /// Whether signing in takes more than the password.
    pub const fn has_second_factor(self) -> bool {
        self.app || self.passkey
    }
}
