use super::TrustedDeviceId;
use kernel::{Global, Index, Record, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A device where nobody signs in is unknown after this long.
pub const LIFE: Duration = Duration::from_secs(180 * 86_400);
/// For how long a device skips the second step.
pub const REMEMBERED: Duration = Duration::from_secs(30 * 86_400);

/// Of one person: on a browser that two share, the last who signed in is known. A token is never
/// taken over from the browser, so that one which somebody planted there marks nothing.
#[derive(Clone, Serialize, Deserialize)]
pub struct TrustedDevice {
    /// The SHA-256 of the token in the browser's cookie.
    #[serde(rename = "_id")]
    pub token_hash: String,
    pub id: TrustedDeviceId,
    pub user_id: UserId,
    pub device: String,
    /// Until then the second step is skipped.
    pub remembered_until: Option<Timestamp>,
    pub created_at: Timestamp,
    pub last_used_at: Timestamp,
    pub expires_at: Timestamp,
}

impl TrustedDevice {
    pub fn is_remembered(&self, now: Timestamp) -> bool {
        self.remembered_until.is_some_and(|until| until > now)
    }
}

impl Record for TrustedDevice {
    const COLLECTION: &'static str = "trusted_devices";

    fn indexes() -> Vec<Index> {
        vec![
            Index::on(&[("id", 1)]).unique(),
            Index::on(&[("user_id", 1), ("last_used_at", -1)]),
            Index::on(&[("expires_at", 1)]).expires_after(Duration::ZERO),
        ]
    }
}

impl Global for TrustedDevice {}
