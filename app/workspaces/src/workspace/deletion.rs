//! A workspace on its way out: nobody enters it, for 30 days an owner brings it back, then it is
//! gone with all that belongs to it.

use super::{
    Workspace, activity,
    record::{Deletion, GRACE},
    store,
};
use crate::{jobs::purge, membership::Membership};
use bson::doc;
use kernel::{
    AppError, Platform, StoreError, Timestamp, Tx, UserId, WorkspaceId,
    audit::{self, Actor},
    jobs::{self, JobSpec},
    mail::{self, letter::Letter},
    ports::Person,
    published,
    transaction::TxResult,
};
use serde::Deserialize;

/// More members than this are not looked at.
const MOST: i64 = 10_000;

/// A workspace as its owner sees it in the list of those that were deleted.
#[derive(Debug, Clone, Deserialize)]
pub struct Owned {
    pub workspace: Workspace,
}

/// Puts the workspace out of reach, in the transaction: its pages, its doors, its members. Owners
/// hear of it in a mail that leads to its restoring.
pub async fn begin(
    tx: &mut Tx,
    platform: &Platform,
    workspace: Workspace,
    actor: &Actor,
    owners: &[Person],
) -> TxResult<Workspace> {
    let (before, now) = (workspace, platform.now());
    let by = match actor {
        Actor::User { id, .. } | Actor::Staff { id, .. } => Some(id.clone()),
        Actor::System(_) => None,
    };
    let deletion = Deletion { at: now, by, until: now.after(GRACE), purging: false };
    let next = Workspace { deletion: Some(deletion.clone()), version: before.version + 1, ..before.clone() };
    if !store::put_next(tx, platform, &next).await? {
        return Err(AppError::conflict(super::update::STALE).into());
    }
    published::suspend(tx, &next.id, true).await?;
    audit::write(tx, platform, &next.id, actor, activity::act(activity::DELETED, Some(&before), &next)).await?;
    for owner in owners {
        mail::enqueue(tx, platform, &letter(platform, &next, &deletion, owner)).await?;
    }
    jobs::enqueue(tx, platform, purge_at(&next.id, &deletion)).await?;
    Ok(next)
}

/// Brings the workspace back as it was, its public pages too.
pub async fn end(tx: &mut Tx, platform: &Platform, workspace: Workspace, actor: &Actor) -> TxResult<Workspace> {
    let before = workspace;
    let next = Workspace { deletion: None, version: before.version + 1, ..before.clone() };
    if !store::put_next(tx, platform, &next).await? {
        return Err(AppError::conflict(super::update::STALE).into());
    }
    published::suspend(tx, &next.id, false).await?;
    audit::write(tx, platform, &next.id, actor, activity::act(activity::RESTORED, Some(&before), &next)).await?;
    Ok(next)
}

fn purge_at(workspace: &WorkspaceId, deletion: &Deletion) -> JobSpec {
    JobSpec {
        kind: purge::KIND,
        key: format!("{}:{workspace}:{}", purge::KIND, deletion.at.millis()),
        workspace_id: Some(workspace.clone()),
        payload: doc! {},
        run_at: deletion.until,
    }
}

fn letter(platform: &Platform, workspace: &Workspace, deletion: &Deletion, owner: &Person) -> mail::Mail {
    let (name, until) = (&workspace.name, day(deletion.until));
    Letter::new(format!("{name} was deleted"))
        .preheader(format!("You can bring it back until {until}."))
        .say(format!(
            "The workspace {name} was deleted. Its public pages are off the net and its members can no longer open it."
        ))
        .say(format!("Until {until} an owner can bring it back as it was. After that its data is removed for good."))
        .button("Restore workspace", format!("{}/workspaces?restore={}", platform.public_url(), workspace.id))
        .small("You get this because you are an owner of the workspace.")
        .to(&owner.email, format!("workspaces.deleted:{}:{}:{}", workspace.id, deletion.at.millis(), owner.user))
}

/// `22 December 2026`, by UTC: the day on which it can surely still be done.
pub fn day(at: Timestamp) -> String {
    let day = jiff::Timestamp::from_millisecond(at.millis()).unwrap_or_default();
    day.to_zoned(jiff::tz::TimeZone::UTC).strftime("%-d %B %Y").to_string()
}

/// The members of the workspace; one who is suspended is as if they were not there.
pub async fn members_of(platform: &Platform, workspace: &WorkspaceId) -> Result<Vec<UserId>, StoreError> {
    let own = doc! { "workspace_id": workspace.as_str(), "suspended_at": null };
    let members = platform.platform_db().of::<Membership>().find(own, doc! { "_id": 1 }, MOST).await?;
    Ok(members.into_iter().map(|member| member.user_id).collect())
}

/// The owners of the workspace; one who is suspended is as if they were not there.
pub async fn owners_of(platform: &Platform, workspace: &WorkspaceId) -> Result<Vec<UserId>, StoreError> {
    let owners = doc! { "workspace_id": workspace.as_str(), "role": "owner", "suspended_at": null };
    let owners = platform.platform_db().of::<Membership>().find(owners, doc! { "_id": 1 }, MOST).await?;
    Ok(owners.into_iter().map(|owner| owner.user_id).collect())
}

/// The workspaces that the user owns and that are being deleted, the last one first.
pub async fn owned_and_deleted(platform: &Platform, user: &UserId) -> Result<Vec<Workspace>, StoreError> {
    let stages = vec![
        doc! { "$match": { "user_id": user.as_str(), "role": "owner", "suspended_at": null } },
        doc! { "$lookup": { "from": "workspaces", "localField": "workspace_id", "foreignField": "_id", "as": "workspace" } },
        doc! { "$unwind": "$workspace" },
        doc! { "$match": { "workspace.deletion": { "$ne": null } } },
        doc! { "$sort": { "workspace.deletion.at": -1 } },
    ];
    let owned: Vec<Owned> = platform.platform_db().of::<Membership>().aggregate(stages).await?;
    Ok(owned.into_iter().map(|owned| owned.workspace).collect())
}

/// Whether the user is an owner of the workspace.
pub async fn is_owner(platform: &Platform, user: &UserId, workspace: &WorkspaceId) -> Result<bool, StoreError> {
    let place =
        doc! { "user_id": user.as_str(), "workspace_id": workspace.as_str(), "role": "owner", "suspended_at": null };
    Ok(platform.platform_db().of::<Membership>().find_one(place).await?.is_some())
}
