//! Ownership is handed over by asking and accepting: an owner asks a member, who becomes an owner
//! by saying yes.

pub mod accept;
pub mod ask;
pub mod cancel;
pub mod decline;
#[cfg(feature = "ssr")]
mod mail;
#[cfg(feature = "ssr")]
pub mod store;

use kernel::id;

id!(
    /// A request to take over ownership.
    TransferId,
    "otr"
);

#[cfg(feature = "ssr")]
pub use stored::{LIFE, Transfer};

#[cfg(feature = "ssr")]
mod stored {
    use super::TransferId;
    use kernel::{Global, Index, MemberId, Platform, Record, Timestamp, UserId, WorkspaceId};
    use serde::{Deserialize, Serialize};
    use std::time::Duration;

    /// For how long one can say yes.
    pub const LIFE: Duration = Duration::from_secs(7 * 86_400);

    /// One that waits for an answer; answered, it is gone. Whoever is asked finds it by who they
    /// are, whatever their role lets them see: so it belongs to no tenant.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct Transfer {
        #[serde(rename = "_id")]
        pub id: TransferId,
        pub workspace_id: WorkspaceId,
        pub asked_by: UserId,
        pub to_user: UserId,
        pub to_member: MemberId,
        /// Whether who asks becomes an admin by it.
        pub steps_down: bool,
        pub created_at: Timestamp,
        pub expires_at: Timestamp,
    }

    impl Record for Transfer {
        const COLLECTION: &'static str = "ownership_transfers";

        fn indexes() -> Vec<Index> {
            vec![
                Index::on(&[("workspace_id", 1)]).unique(),
                Index::on(&[("expires_at", 1)]).expires_after(Duration::from_secs(60)),
            ]
        }
    }

    impl Global for Transfer {}

    impl Transfer {
        pub fn new(platform: &Platform, workspace: &WorkspaceId, by: &UserId, to: (&MemberId, &UserId)) -> Self {
            let now = platform.now();
            Self {
                id: TransferId::generate(now, platform.random()),
                workspace_id: workspace.clone(),
                asked_by: by.clone(),
                to_user: to.1.clone(),
                to_member: to.0.clone(),
                steps_down: true,
                created_at: now,
                expires_at: now.after(LIFE),
            }
        }
    }
}
