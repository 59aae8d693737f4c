//! The memberships in the database, each read together with its workspace.

use super::Membership;
use crate::workspace::Workspace;
use bson::{Document, doc};
use kernel::{Platform, Record as _, Role, StoreError, Tx, UserId, WorkspaceId, transaction::TxResult};
use serde::Deserialize;

/// A membership and the workspace that it is in.
#[derive(Debug, Clone, Deserialize)]
pub struct Place {
    pub role: Role,
    pub workspace: Workspace,
}

/// More workspaces than this are not listed.
const MOST: i64 = 200;

pub async fn insert(tx: &mut Tx, platform: &Platform, membership: &Membership) -> TxResult<()> {
    Ok(tx.global::<Membership>(&platform.platform_db()).insert(membership).await?)
}

/// The user's place in `workspace`; without one named, the one joined first. One read.
pub async fn first_of_user(
    platform: &Platform,
    user: &UserId,
    workspace: Option<&WorkspaceId>,
) -> Result<Option<Place>, StoreError> {
    let mut matched = doc! { "user_id": user.as_str() };
    if let Some(workspace) = workspace {
        matched.insert("workspace_id", workspace.as_str());
    }
    Ok(places(platform, matched, 1).await?.into_iter().next())
}

/// All places of the user, the one joined first before the others. One read.
pub async fn of_user(platform: &Platform, user: &UserId) -> Result<Vec<Place>, StoreError> {
    places(platform, doc! { "user_id": user.as_str() }, MOST).await
}

async fn places(platform: &Platform, matched: Document, most: i64) -> Result<Vec<Place>, StoreError> {
    let stages = vec![
        doc! { "$match": matched },
        doc! { "$sort": { "joined_at": 1, "_id": 1 } },
        doc! { "$lookup": {
            "from": Workspace::COLLECTION, "localField": "workspace_id", "foreignField": "_id", "as": "workspace",
        } },
        doc! { "$unwind": "$workspace" },
        // Nobody enters a workspace that is being deleted.
        doc! { "$match": { "workspace.deletion": null } },
        doc! { "$limit": most },
    ];
    platform.platform_db().of::<Membership>().aggregate(stages).await
}

/// The workspaces whose only owner is the user.
pub async fn sole_ownerships(platform: &Platform, user: &UserId) -> Result<Vec<Workspace>, StoreError> {
    let stages = vec![
        doc! { "$match": { "user_id": user.as_str(), "role": "owner" } },
        doc! { "$lookup": {
            "from": Membership::COLLECTION, "localField": "workspace_id", "foreignField": "workspace_id",
            "pipeline": [{ "$match": { "role": "owner", "user_id": { "$ne": user.as_str() } } }, { "$limit": 1 }],
            "as": "others",
        } },
        doc! { "$match": { "others": [] } },
        doc! { "$lookup": {
            "from": Workspace::COLLECTION, "localField": "workspace_id", "foreignField": "_id", "as": "workspace",
        } },
        doc! { "$unwind": "$workspace" },
        doc! { "$match": { "workspace.deletion": null } },
        doc! { "$replaceRoot": { "newRoot": "$workspace" } },
    ];
    platform.platform_db().of::<Membership>().aggregate(stages).await
}
