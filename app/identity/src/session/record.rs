use kernel::{Global, Index, Record, SessionId, Timestamp, UserId, WorkspaceId};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A session that nobody uses ends after this long.
pub const LIFE: Duration = Duration::from_secs(30 * 86_400);
/// How old `last_used_at` may get before a use is written down.
pub const REFRESH: Duration = Duration::from_secs(3_600);

/// For how long the token before this one opens the session too.
pub const PREVIOUS_LIFE: Duration = Duration::from_secs(30);

#[derive(Clone, Serialize, Deserialize)]
pub struct Session {
    #[serde(rename = "_id")]
    pub id: SessionId,
    pub token_hash: String,
    pub user_id: UserId,
    /// The workspace last chosen on this device.
    pub workspace_id: Option<WorkspaceId>,
    pub device: String,
    /// The IANA name of the zone that the browser was in at the sign-in, where it told.
    #[serde(default)]
    pub time_zone: Option<String>,
    pub created_at: Timestamp,
    pub last_used_at: Timestamp,
    pub expires_at: Timestamp,
    /// When the person last showed who they are.
    pub confirmed_at: Timestamp,
    /// Whether they did so with two factors, or with a passkey.
    #[serde(default)]
    pub second_factor: bool,
    /// The next document brings a new token.
    #[serde(default)]
    pub rotate_due: bool,
    /// The token before this one, for requests that were under way when it was exchanged.
    #[serde(default)]
    pub previous_hash: Option<String>,
    #[serde(default)]
    pub previous_until: Option<Timestamp>,
    /// Begun while the account waits for its end: it opens nothing but the way to stay.
    #[serde(default)]
    pub leaving: bool,
}

impl Record for Session {
    const COLLECTION: &'static str = "sessions";

    fn indexes() -> Vec<Index> {
        vec![
            Index::on(&[("token_hash", 1)]).unique(),
            Index::on(&[("previous_hash", 1)]),
            Index::on(&[("user_id", 1), ("last_used_at", -1)]),
            Index::on(&[("expires_at", 1)]).expires_after(Duration::ZERO),
        ]
    }
}

impl Global for Session {}
