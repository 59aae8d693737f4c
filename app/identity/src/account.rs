//! Oneself.

pub mod me;
pub mod security;

use crate::{passkey::PasskeyView, session::Ways, trusted_device::TrustedDeviceView};
use kernel::Timestamp;
use serde::{Deserialize, Serialize};

/// A person, to themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub name: String,
    pub email: String,
}

/// How an account is kept, to its owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Security {
    pub ways: Ways,
    /// `Firefox on Windows`: where they look at it.
    pub this_device: String,
    /// Whether this session has passed the second step.
    pub passed_both: bool,
    /// Since when there is an authenticator app.
    pub app_added_at: Option<Timestamp>,
    pub recovery_codes_left: usize,
    pub passkeys: Vec<PasskeyView>,
    /// Those that skip the second step.
    pub devices: Vec<TrustedDeviceView>,
}
