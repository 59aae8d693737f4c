//! Oneself.

pub mod me;
pub mod overview;
pub mod security;

use crate::{language::Language, passkey::PasskeyView, session::Ways, trusted_device::TrustedDeviceView};
use kernel::{Asked, Timestamp};
use serde::{Deserialize, Serialize};

/// A person, to themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub name: String,
    pub email: String,
}

/// Who is signed in, for whatever shows it; asked again when they change it.
#[derive(Debug, Clone, Copy)]
pub struct Me(pub Asked<Account>);

/// All that the account screen shows but the devices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    pub name: String,
    pub email: String,
    pub language: Language,
    /// Empty while none was chosen.
    pub time_zone: String,
    pub has_password: bool,
    /// The address that waits for its mailbox.
    pub new_email: Option<String>,
    pub export: Option<ExportView>,
}

/// The file with the person's data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportView {
    /// Until when it can be fetched; none while it is being made.
    pub ready_until: Option<Timestamp>,
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
