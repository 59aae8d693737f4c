use crate::email::EmailAddress;
use kernel::{AppError, Global, Index, Record, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long the new address may be confirmed.
pub const LIFE: Duration = Duration::from_secs(24 * 3_600);
/// How long the old address can take the change back. Longer than the confirmation takes: who
/// stole an account confirms at once.
pub const REGRET: Duration = Duration::from_secs(7 * 86_400);

/// A wish for another address. A newer one makes those that still wait void.
#[derive(Clone, Serialize, Deserialize)]
pub struct EmailChange {
    /// The SHA-256 of the token in the mail to the new address.
    #[serde(rename = "_id")]
    pub token_hash: String,
    /// The SHA-256 of the token in the mail to the old address.
    pub cancel_hash: String,
    pub user_id: UserId,
    pub old_email: EmailAddress,
    pub new_email: EmailAddress,
    pub requested_at: Timestamp,
    /// Until when it can be confirmed.
    pub expires_at: Timestamp,
    pub confirmed_at: Option<Timestamp>,
    /// Until when it can be taken back.
    pub regret_until: Timestamp,
}

impl Record for EmailChange {
    const COLLECTION: &'static str = "email_changes";

    fn indexes() -> Vec<Index> {
        vec![
            Index::on(&[("cancel_hash", 1)]).unique(),
            Index::on(&[("user_id", 1), ("requested_at", -1)]),
            Index::on(&[("regret_until", 1)]).expires_after(Duration::ZERO),
        ]
    }
}

impl Global for EmailChange {}

/// What is said to whoever comes with a link that was used, replaced or is too old, or that is
/// somebody else's.
pub fn spent() -> AppError {
    AppError::invalid("", "This link is no longer valid. If the change is still wanted, ask for it again.")
}
