use crate::email::EmailAddress;
use kernel::{AppError, Global, Index, Record, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long the link is good for.
pub const LIFE: Duration = Duration::from_secs(30 * 60);

/// One for each address: a newer request takes the place of the older one, whose link is void
/// from then on. Written in the same shape whether the address has an account or not.
#[derive(Clone, Serialize, Deserialize)]
pub struct PasswordReset {
    #[serde(rename = "_id")]
    pub email: EmailAddress,
    pub user_id: Option<UserId>,
    /// The SHA-256 of the token in the link.
    pub token_hash: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

impl Record for PasswordReset {
    const COLLECTION: &'static str = "password_resets";

    fn indexes() -> Vec<Index> {
        vec![
            Index::on(&[("token_hash", 1)]).unique(),
            Index::on(&[("user_id", 1)]),
            Index::on(&[("expires_at", 1)]).expires_after(Duration::ZERO),
        ]
    }
}

impl Global for PasswordReset {}

/// What is said to whoever comes with a link that was used, replaced or is too old.
pub fn spent() -> AppError {
    AppError::invalid("", "This link is no longer valid. Ask for a new one.")
}
