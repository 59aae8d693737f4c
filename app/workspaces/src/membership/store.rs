//! The memberships in the database, each read together with its workspace and its role.

use super::{
    Membership,
    tally::{self, Tally},
};
use crate::{
    role::{CustomRole, RoleKey},
    workspace::Workspace,
};
use bson::{Bson, Document, doc};
use kernel::{
    Access, AppError, CustomAccess, MemberId, Platform, Record as _, RoleId, StoreError, Tx, UserId, WorkspaceId,
    ports, transaction::TxResult,
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A membership, the workspace that it is in, and the role if the workspace made it.
#[derive(Debug, Clone, Deserialize)]
pub struct Place {
    pub role: RoleKey,
    pub workspace: Workspace,
    #[serde(default)]
    custom: Vec<CustomRole>,
}

impl Place {
    /// The place as other systems see it.
    pub fn membership(&self, user: &UserId) -> ports::Membership {
        ports::Membership {
            user: user.clone(),
            access: self.access(),
            workspace: self.workspace.card(),
            needs_second_factor: self.workspace.needs_second_factor,
        }
    }

    /// What the member may do. A role that is not there grants nothing.
    pub fn access(&self) -> Access {
        match (&self.role, self.custom.first()) {
            (RoleKey::BuiltIn(role), _) => Access::Role(*role),
            (RoleKey::Custom(_), Some(custom)) => custom.access(),
            (RoleKey::Custom(id), None) => Access::Custom(nothing(id)),
        }
    }
}

fn nothing(id: &RoleId) -> CustomAccess {
    CustomAccess { role_id: id.clone(), name: "No role".to_owned(), grants: BTreeMap::new() }
}

/// More workspaces than this are not listed.
const MOST: i64 = 200;
/// More members than this are not listed.
pub const MOST_MEMBERS: i64 = 1_000;

/// Stores a new member; an owner is counted.
pub async fn insert(tx: &mut Tx, platform: &Platform, membership: &Membership) -> TxResult<()> {
    tally::owners(tx, platform, &membership.workspace_id, (None, Some(membership))).await?;
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

/// Where the user is the one active owner.
pub async fn sole_ownerships(platform: &Platform, user: &UserId) -> Result<Vec<Workspace>, StoreError> {
    let owned = doc! { "user_id": user.as_str(), "role": RoleKey::OWNER.as_str() };
    let mut owned: Vec<Workspace> =
        places(platform, owned, MOST).await?.into_iter().map(|place| place.workspace).collect();
    let ids: Vec<&str> = owned.iter().map(|workspace| workspace.id.as_str()).collect();
    let shared = doc! { "_id": { "$in": ids }, "owners": { "$gte": 2 } };
    let shared = platform.platform_db().of::<Tally>().find(shared, doc! {}, MOST).await?;
    owned.retain(|workspace| shared.iter().all(|tally| tally.id != workspace.id));
    Ok(owned)
}

/// Suspended members have no place, and a workspace that is gone has none.
async fn places(platform: &Platform, mut matched: Document, most: i64) -> Result<Vec<Place>, StoreError> {
    matched.insert("suspended_at", Bson::Null);
    let stages = vec![
        doc! { "$match": matched },
        doc! { "$sort": { "joined_at": 1, "_id": 1 } },
        doc! { "$lookup": {
            "from": Workspace::COLLECTION, "localField": "workspace_id", "foreignField": "_id", "as": "workspace",
        } },
        doc! { "$unwind": "$workspace" },
        doc! { "$match": { "workspace.deletion": null } },
        doc! { "$limit": most },
        doc! { "$lookup": {
            "from": CustomRole::COLLECTION, "localField": "role", "foreignField": "_id", "as": "custom",
            "let": { "workspace": "$workspace_id" },
            "pipeline": [ { "$match": { "$expr": { "$eq": ["$workspace_id", "$$workspace"] } } } ],
        } },
    ];
    platform.platform_db().of::<Membership>().aggregate(stages).await
}

/// The members of the workspace, the one who joined first before the others.
pub async fn of_workspace(platform: &Platform, workspace: &WorkspaceId) -> Result<Vec<Membership>, StoreError> {
    let own = doc! { "workspace_id": workspace.as_str() };
    platform.platform_db().of::<Membership>().find(own, doc! { "joined_at": 1, "_id": 1 }, MOST_MEMBERS).await
}

/// A member of this workspace; one of another is not found.
pub async fn get(tx: &mut Tx, platform: &Platform, workspace: &WorkspaceId, id: &MemberId) -> TxResult<Membership> {
    let own = doc! { "_id": id.as_str(), "workspace_id": workspace.as_str() };
    let found = tx.global::<Membership>(&platform.platform_db()).find_one(own).await?;
    Ok(found.ok_or(AppError::NotFound)?)
}

/// The user's membership in the workspace, suspended or not.
pub async fn of(
    tx: &mut Tx,
    platform: &Platform,
    workspace: &WorkspaceId,
    user: &UserId,
) -> TxResult<Option<Membership>> {
    let own = doc! { "user_id": user.as_str(), "workspace_id": workspace.as_str() };
    Ok(tx.global::<Membership>(&platform.platform_db()).find_one(own).await?)
}

/// # Errors
/// `NotFound` for who was taken out or suspended meanwhile.
pub async fn check_active(tx: &mut Tx, platform: &Platform, workspace: &WorkspaceId, user: &UserId) -> TxResult<()> {
    let found = of(tx, platform, workspace, user).await?;
    let active = found.filter(|membership| membership.suspended_at.is_none());
    active.map(drop).ok_or_else(|| AppError::NotFound.into())
}

/// Stores role and suspension as they are in `next`; the last active owner stays one.
pub async fn put(tx: &mut Tx, platform: &Platform, before: &Membership, next: &Membership) -> TxResult<()> {
    tally::owners(tx, platform, &next.workspace_id, (Some(before), Some(next))).await?;
    let own = doc! { "_id": next.id.as_str() };
    let changed = doc! { "$set": { "role": next.role.as_str(), "suspended_at": next.suspended_at } };
    let found = tx.global::<Membership>(&platform.platform_db()).update(own, changed).await?;
    if found { Ok(()) } else { Err(AppError::NotFound.into()) }
}

/// Takes the member away; the last active owner stays.
pub async fn delete(tx: &mut Tx, platform: &Platform, membership: &Membership) -> TxResult<()> {
    tally::owners(tx, platform, &membership.workspace_id, (Some(membership), None)).await?;
    delete_uncounted(tx, platform, membership).await
}

/// As [`delete`], for what has been counted otherwise.
pub async fn delete_uncounted(tx: &mut Tx, platform: &Platform, membership: &Membership) -> TxResult<()> {
    let own = doc! { "_id": membership.id.as_str() };
    let gone = tx.global::<Membership>(&platform.platform_db()).delete(own).await?;
    if gone == 1 { Ok(()) } else { Err(AppError::NotFound.into()) }
}

/// The members who have the role.
pub async fn with_role(
    tx: &mut Tx,
    platform: &Platform,
    workspace: &WorkspaceId,
    role: &RoleId,
) -> TxResult<Vec<Membership>> {
    let own = doc! { "workspace_id": workspace.as_str(), "role": role.as_str() };
    Ok(tx.global::<Membership>(&platform.platform_db()).find(own, doc! { "_id": 1 }, MOST_MEMBERS).await?)
}

/// All memberships of somebody whose account is gone, suspended or not.
pub async fn of_gone_user(platform: &Platform, user: &UserId) -> Result<Vec<Membership>, StoreError> {
    let own = doc! { "user_id": user.as_str() };
    platform.platform_db().of::<Membership>().find(own, doc! { "_id": 1 }, MOST_MEMBERS).await
}
