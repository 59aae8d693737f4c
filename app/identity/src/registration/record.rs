use crate::email::EmailAddress;
use kernel::{AppError, Global, Index, Record, Timestamp};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long the code of the last mail is good for.
pub const LIFE: Duration = Duration::from_secs(30 * 60);
/// Codes that may be tried, over all mails of one registration.
pub const MOST_ATTEMPTS: i32 = 5;
/// How often the mail is sent again.
pub const MOST_RESENDS: i32 = 3;

/// Written in the same shape and with the same work whether the address has an account or
/// not. A second account can't come of it: the address is a unique key of users.
#[derive(Clone, Serialize, Deserialize)]
pub struct Registration {
    /// The SHA-256 of the token in the browser's cookie.
    #[serde(rename = "_id")]
    pub token_hash: String,
    pub email: EmailAddress,
    pub name: String,
    pub password_hash: String,
    /// The code, sealed with the token: who reads the database can't find it by trying all.
    pub code_hash: String,
    pub return_to: Option<String>,
    pub attempts: i32,
    pub resends: i32,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

impl Record for Registration {
    const COLLECTION: &'static str = "registrations";

    fn indexes() -> Vec<Index> {
        vec![Index::on(&[("expires_at", 1)]).expires_after(Duration::ZERO)]
    }
}

impl Global for Registration {}

/// What a browser hears whose registration has run out, was used, or was tried too often.
pub fn spent() -> AppError {
    AppError::invalid("", "This code is no longer valid. Create the account again, or sign in if you have one.")
}
