//! A user's place in a workspace. It belongs to no tenant: it is what says which tenants a
//! person may enter, and is found by the person.

#[cfg(feature = "ssr")]
pub mod change;
pub mod change_role;
pub mod leave;
pub mod reinstate;
pub mod remove;
#[cfg(feature = "ssr")]
pub mod store;
pub mod suspend;
#[cfg(feature = "ssr")]
pub mod tally;

#[cfg(feature = "ssr")]
pub use stored::{Membership, MembershipStore};

#[cfg(feature = "ssr")]
mod stored {
    use super::store;
    use crate::role::RoleKey;
    use async_trait::async_trait;
    use kernel::{
        AppResult, Global, Index, MemberId, Platform, Record, Timestamp, UserId, WorkspaceId,
        ports::{self, Memberships, WorkspaceCard},
    };
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct Membership {
        #[serde(rename = "_id")]
        pub id: MemberId,
        pub workspace_id: WorkspaceId,
        pub user_id: UserId,
        pub role: RoleKey,
        pub joined_at: Timestamp,
        /// Since when the member may not enter, if so.
        #[serde(default)]
        pub suspended_at: Option<Timestamp>,
    }

    impl Record for Membership {
        const COLLECTION: &'static str = "memberships";

        fn indexes() -> Vec<Index> {
            vec![
                Index::on(&[("user_id", 1), ("workspace_id", 1)]).unique(),
                Index::on(&[("workspace_id", 1), ("role", 1)]),
            ]
        }
    }

    impl Global for Membership {}

    impl Membership {
        pub fn new(platform: &Platform, workspace: &WorkspaceId, user: &UserId, role: impl Into<RoleKey>) -> Self {
            let now = platform.now();
            Self {
                id: MemberId::generate(now, platform.random()),
                workspace_id: workspace.clone(),
                user_id: user.clone(),
                role: role.into(),
                joined_at: now,
                suspended_at: None,
            }
        }

        /// Whether this is one of the owners that a workspace must not run out of.
        pub fn is_active_owner(&self) -> bool {
            self.role == RoleKey::OWNER && self.suspended_at.is_none()
        }
    }

    /// Answers the port of the same name.
    #[derive(Debug, Clone, Copy, Default)]
    pub struct MembershipStore;

    #[async_trait]
    impl Memberships for MembershipStore {
        async fn of_user(
            &self,
            platform: &Platform,
            user: &UserId,
            workspace: Option<&WorkspaceId>,
        ) -> AppResult<Option<ports::Membership>> {
            let place = store::first_of_user(platform, user, workspace).await?;
            Ok(place.map(|place| place.membership(user)))
        }

        async fn all_of_user(&self, platform: &Platform, user: &UserId) -> AppResult<Vec<ports::Membership>> {
            let places = store::of_user(platform, user).await?;
            Ok(places.into_iter().map(|place| place.membership(user)).collect())
        }

        async fn sole_ownerships(&self, platform: &Platform, user: &UserId) -> AppResult<Vec<WorkspaceCard>> {
            Ok(store::sole_ownerships(platform, user).await?.iter().map(|workspace| workspace.card()).collect())
        }
    }
}
