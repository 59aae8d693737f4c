//! The invitations in the database.

use super::{Invitation, LIFE, State};
use crate::{refusal::Refusal, workspace::Workspace};
use bson::{Document, doc};
use kernel::{
    AppError, InvitationId, Platform, RoleId, StoreError, Token, Tx, UserId, WorkspaceId, email::EmailAddress,
    transaction::TxResult,
};

/// More than this are not listed.
const MOST: i64 = 1_000;

pub async fn insert(tx: &mut Tx, platform: &Platform, invitation: &Invitation) -> TxResult<()> {
    Ok(tx.global::<Invitation>(&platform.platform_db()).insert(invitation).await?)
}

/// The open ones of the workspace, the newest before the others; also those that have run out.
pub async fn open(platform: &Platform, workspace: &WorkspaceId) -> Result<Vec<Invitation>, StoreError> {
    let own = doc! { "workspace_id": workspace.as_str(), "state": State::Open.name() };
    platform.platform_db().of::<Invitation>().find(own, doc! { "sent_at": -1, "_id": -1 }, MOST).await
}

/// What is at this address, open and maybe run out.
pub async fn open_at(
    tx: &mut Tx,
    platform: &Platform,
    workspace: &WorkspaceId,
    email: &EmailAddress,
) -> TxResult<Option<Invitation>> {
    let own = doc! { "workspace_id": workspace.as_str(), "email": email.as_str(), "state": State::Open.name() };
    Ok(tx.global::<Invitation>(&platform.platform_db()).find_one(own).await?)
}

/// The invitation that the token opens now.
pub async fn of_token(platform: &Platform, token: &Token) -> Result<Option<Invitation>, StoreError> {
    platform.platform_db().of::<Invitation>().find_one(opened_by(platform, token)).await
}

/// The invitation that this person accepted with this token before.
pub async fn accepted_by(
    tx: &mut Tx,
    platform: &Platform,
    token: &Token,
    user: &UserId,
) -> TxResult<Option<Invitation>> {
    let used = doc! { "token_hash": token.hash(), "state": State::Accepted.name(), "accepted_by": user.as_str() };
    Ok(tx.global::<Invitation>(&platform.platform_db()).find_one(used).await?)
}

fn opened_by(platform: &Platform, token: &Token) -> Document {
    doc! { "token_hash": token.hash(), "state": State::Open.name(), "expires_at": { "$gt": platform.now() } }
}

/// Closes the invitation that the token opens; only one of many callers is given it.
pub async fn consume(
    tx: &mut Tx,
    platform: &Platform,
    token: &Token,
    state: State,
    by: Option<&UserId>,
) -> TxResult<Option<Invitation>> {
    let closed = doc! { "$set": { "state": state.name(), "accepted_by": by.map(UserId::as_str) } };
    let mut invitations = tx.global::<Invitation>(&platform.platform_db());
    Ok(invitations.change(opened_by(platform, token), closed).await?)
}

/// One of the workspace's open ones; of another workspace, or closed, it is not found.
pub async fn get(tx: &mut Tx, platform: &Platform, workspace: &WorkspaceId, id: &InvitationId) -> TxResult<Invitation> {
    let found = tx.global::<Invitation>(&platform.platform_db()).find_one(own(workspace, id)).await?;
    Ok(found.ok_or(AppError::NotFound)?)
}

fn own(workspace: &WorkspaceId, id: &InvitationId) -> Document {
    doc! { "_id": id.as_str(), "workspace_id": workspace.as_str(), "state": State::Open.name() }
}

/// Stores role, message, sender and link as they are in `next`.
pub async fn put(tx: &mut Tx, platform: &Platform, next: &Invitation) -> TxResult<()> {
    let changed = doc! { "$set": {
        "role": next.role.as_str(),
        "message": &next.message,
        "invited_by": next.invited_by.as_str(),
        "token_hash": &next.token_hash,
        "sent_at": next.sent_at,
        "expires_at": next.expires_at,
    } };
    let mut invitations = tx.global::<Invitation>(&platform.platform_db());
    let found = invitations.update(own(&next.workspace_id, &next.id), changed).await?;
    if found { Ok(()) } else { Err(AppError::NotFound.into()) }
}

/// Makes the former link lead nowhere, and the new one open for the whole time.
pub fn renew(invitation: &mut Invitation, platform: &Platform, token: &Token) {
    invitation.token_hash = token.hash();
    invitation.sent_at = platform.now();
    invitation.expires_at = platform.now().after(LIFE);
}

pub async fn cancel(tx: &mut Tx, platform: &Platform, invitation: &Invitation) -> TxResult<()> {
    let closed = doc! { "$set": { "state": State::Cancelled.name() } };
    let mut invitations = tx.global::<Invitation>(&platform.platform_db());
    let found = invitations.update(own(&invitation.workspace_id, &invitation.id), closed).await?;
    if found { Ok(()) } else { Err(AppError::NotFound.into()) }
}

/// Those of the user whose links open now, some of them at a time.
pub async fn sent_by(
    tx: &mut Tx,
    platform: &Platform,
    workspace: &WorkspaceId,
    user: &UserId,
) -> TxResult<Vec<Invitation>> {
    let own = doc! {
        "workspace_id": workspace.as_str(), "state": State::Open.name(), "invited_by": user.as_str(),
        "expires_at": { "$gt": platform.now() },
    };
    Ok(tx.global::<Invitation>(&platform.platform_db()).find(own, doc! { "_id": 1 }, MOST).await?)
}

/// The open ones that would give the role.
pub async fn with_role(
    tx: &mut Tx,
    platform: &Platform,
    workspace: &WorkspaceId,
    role: &RoleId,
) -> TxResult<Vec<Invitation>> {
    let own = doc! { "workspace_id": workspace.as_str(), "role": role.as_str(), "state": State::Open.name() };
    Ok(tx.global::<Invitation>(&platform.platform_db()).find(own, doc! { "_id": 1 }, MOST).await?)
}

/// Where the invitation leads, unless that is being deleted.
pub async fn workspace_of(platform: &Platform, invitation: &Invitation) -> Result<Option<Workspace>, StoreError> {
    platform.platform_db().of::<Workspace>().find_one(kept(invitation)).await
}

/// # Errors
/// Refuses where the workspace is being deleted.
pub async fn check_workspace(tx: &mut Tx, platform: &Platform, invitation: &Invitation) -> TxResult<()> {
    let found = tx.global::<Workspace>(&platform.platform_db()).find_one(kept(invitation)).await?;
    found.map(drop).ok_or_else(|| AppError::from(Refusal::InvitationGone).into())
}

fn kept(invitation: &Invitation) -> Document {
    doc! { "_id": invitation.workspace_id.as_str(), "deletion": null }
}
