//! What of a team is counted, in one document for each workspace that is changed in the transaction
//! of whatever changes the number. A limit over several documents holds only so: two owners who
//! demote each other at once read different memberships, and meet here.

use super::Membership;
use crate::refusal::Refusal;
use bson::doc;
use kernel::{AppError, Global, Index, Platform, Record, Tx, WorkspaceId, transaction::TxResult};
use serde::{Deserialize, Serialize};

/// The numbers of one workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// The workspace's id: there is one for each.
    #[serde(rename = "_id")]
    pub id: WorkspaceId,
    /// The same once more, by which it goes when its workspace does.
    pub workspace_id: WorkspaceId,
    /// Owners who are not suspended.
    #[serde(default)]
    pub owners: i64,
    /// Roles that the workspace made.
    #[serde(default)]
    pub roles: i64,
}

impl Record for Tally {
    const COLLECTION: &'static str = "team_tallies";

    fn indexes() -> Vec<Index> {
        vec![Index::on(&[("workspace_id", 1)]).unique()]
    }
}

impl Global for Tally {}

/// Counts what a change makes of one member: whether they were an active owner, and are.
///
/// # Errors
/// Refuses to lose the last one.
pub async fn owners(
    tx: &mut Tx,
    platform: &Platform,
    workspace: &WorkspaceId,
    (before, after): (Option<&Membership>, Option<&Membership>),
) -> TxResult<()> {
    let counts = |membership: Option<&Membership>| membership.is_some_and(Membership::is_active_owner);
    match (counts(before), counts(after)) {
        (true, false) => {
            let another_stays = doc! { "_id": workspace.as_str(), "owners": { "$gte": 2 } };
            let fewer = doc! { "$inc": { "owners": -1_i64 } };
            changed(tx, platform, another_stays, fewer, Refusal::LastOwner).await
        }
        (false, true) => {
            let more = doc! {
                "$inc": { "owners": 1_i64 }, "$setOnInsert": { "workspace_id": workspace.as_str() },
            };
            tx.global::<Tally>(&platform.platform_db()).upsert(doc! { "_id": workspace.as_str() }, more).await?;
            Ok(())
        }
        _ => Ok(()),
    }
}

/// An active owner's account is gone: what becomes of a workspace without one is decided elsewhere.
pub async fn owner_gone(tx: &mut Tx, platform: &Platform, workspace: &WorkspaceId) -> TxResult<()> {
    let fewer = doc! { "$inc": { "owners": -1_i64 } };
    tx.global::<Tally>(&platform.platform_db()).update(doc! { "_id": workspace.as_str() }, fewer).await?;
    Ok(())
}

/// One role more.
///
/// # Errors
/// Refuses more than `most`.
pub async fn one_role_more(tx: &mut Tx, platform: &Platform, workspace: &WorkspaceId, most: i64) -> TxResult<()> {
    let room = doc! { "_id": workspace.as_str(), "roles": { "$not": { "$gte": most } } };
    changed(tx, platform, room, doc! { "$inc": { "roles": 1_i64 } }, Refusal::TooManyRoles).await
}

pub async fn one_role_fewer(tx: &mut Tx, platform: &Platform, workspace: &WorkspaceId) -> TxResult<()> {
    let fewer = doc! { "$inc": { "roles": -1_i64 } };
    tx.global::<Tally>(&platform.platform_db()).update(doc! { "_id": workspace.as_str() }, fewer).await?;
    Ok(())
}

async fn changed(
    tx: &mut Tx,
    platform: &Platform,
    filter: bson::Document,
    update: bson::Document,
    otherwise: Refusal,
) -> TxResult<()> {
    let done = tx.global::<Tally>(&platform.platform_db()).update(filter, update).await?;
    if done { Ok(()) } else { Err(AppError::from(otherwise).into()) }
}
