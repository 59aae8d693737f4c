use kernel::{Global, Index, Record, SessionId, Timestamp, UserId, WorkspaceId};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A session that nobody uses ends after this long.
pub const LIFE: Duration = Duration::from_secs(30 * 86_400);
/// How old `last_used_at` may get before a use is written down.
pub const REFRESH: Duration = Duration::from_secs(3_600);

#[derive(Clone, Serialize, Deserialize)]
pub struct Session {
    #[serde(rename = "_id")]
    pub id: SessionId,
    pub token_hash: String,
    pub user_id: UserId,
    /// The workspace last chosen on this device.
    pub workspace_id: Option<WorkspaceId>,
    pub device: String,
    pub created_at: Timestamp,
    pub last_used_at: Timestamp,
    pub expires_at: Timestamp,
}

impl Record for Session {
    const COLLECTION: &'static str = "sessions";

    fn indexes() -> Vec<Index> {
        vec![
            Index::on(&[("token_hash", 1)]).unique(),
            Index::on(&[("user_id", 1), ("last_used_at", -1)]),
            Index::on(&[("expires_at", 1)]).expires_after(Duration::ZERO),
        ]
    }
}

impl Global for Session {}
