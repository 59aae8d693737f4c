//! A user's place in a workspace. It belongs to no tenant: it is what says which tenants a
//! person may enter, and is found by the person.

pub mod store;

use async_trait::async_trait;
use kernel::{
    Access, AppResult, Global, Index, MemberId, Platform, Record, Role, Timestamp, UserId, WorkspaceId,
    ports::{self, Memberships, WorkspaceCard},
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    #[serde(rename = "_id")]
    pub id: MemberId,
    pub workspace_id: WorkspaceId,
    pub user_id: UserId,
    pub role: Role,
    pub joined_at: Timestamp,
}

impl Record for Membership {
    const COLLECTION: &'static str = "memberships";

    fn indexes() -> Vec<Index> {
        vec![Index::on(&[("user_id", 1), ("workspace_id", 1)]).unique(), Index::on(&[("workspace_id", 1)])]
    }
}

impl Global for Membership {}

impl Membership {
    pub fn new(platform: &Platform, workspace: &WorkspaceId, user: &UserId, role: Role) -> Self {
        let now = platform.now();
        Self {
            id: MemberId::generate(now, platform.random()),
            workspace_id: workspace.clone(),
            user_id: user.clone(),
            role,
            joined_at: now,
        }
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
        Ok(place.map(|place| ports::Membership {
            user: user.clone(),
            access: Access::Role(place.role),
            workspace: place.workspace.card(),
            needs_second_factor: place.workspace.needs_second_factor,
        }))
    }

    async fn sole_ownerships(&self, platform: &Platform, user: &UserId) -> AppResult<Vec<WorkspaceCard>> {
        let owned = store::sole_ownerships(platform, user).await?;
        Ok(owned.into_iter().map(|workspace| workspace.card()).collect())
    }
}
