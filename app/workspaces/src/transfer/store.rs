//! The requests in the database. One that has run out is as good as gone, whether MongoDB has
//! removed it yet or not.

use super::{Transfer, TransferId};
use crate::refusal::Refusal;
use bson::{Document, doc};
use kernel::{AppError, Platform, StoreError, Tx, UserId, WorkspaceId, transaction::TxResult};

/// # Errors
/// Refuses a second one of the workspace.
pub async fn insert(tx: &mut Tx, platform: &Platform, transfer: &Transfer) -> TxResult<()> {
    let mut transfers = tx.global::<Transfer>(&platform.platform_db());
    let over = doc! { "workspace_id": transfer.workspace_id.as_str(), "expires_at": { "$lte": platform.now() } };
    transfers.delete(over).await?;
    match transfers.insert(transfer).await {
        Err(StoreError::Duplicate(_)) => Err(AppError::from(Refusal::TransferOpen).into()),
        other => Ok(other?),
    }
}

/// The one that waits in the workspace.
pub async fn of_workspace(platform: &Platform, workspace: &WorkspaceId) -> Result<Option<Transfer>, StoreError> {
    platform.platform_db().of::<Transfer>().find_one(waiting(platform, workspace)).await
}

fn waiting(platform: &Platform, workspace: &WorkspaceId) -> Document {
    doc! { "workspace_id": workspace.as_str(), "expires_at": { "$gt": platform.now() } }
}

/// Takes the request away, for one of any number of callers.
///
/// # Errors
/// `NotFound` for one that there is not, that is of another workspace, or that is for somebody else.
pub async fn take(
    tx: &mut Tx,
    platform: &Platform,
    (workspace, id): (&WorkspaceId, &TransferId),
    to: Option<&UserId>,
) -> TxResult<Transfer> {
    let mut own = waiting(platform, workspace);
    own.insert("_id", id.as_str());
    if let Some(user) = to {
        own.insert("to_user", user.as_str());
    }
    let mut transfers = tx.global::<Transfer>(&platform.platform_db());
    let transfer = transfers.find_one(own.clone()).await?.ok_or(AppError::NotFound)?;
    if transfers.delete(own).await? == 1 { Ok(transfer) } else { Err(AppError::NotFound.into()) }
}

/// Takes away what an account that is gone asked there, or was asked.
pub async fn forget(tx: &mut Tx, platform: &Platform, workspace: &WorkspaceId, user: &UserId) -> TxResult<()> {
    let part = [doc! { "to_user": user.as_str() }, doc! { "asked_by": user.as_str() }];
    let theirs = doc! { "workspace_id": workspace.as_str(), "$or": part.to_vec() };
    tx.global::<Transfer>(&platform.platform_db()).delete(theirs).await?;
    Ok(())
}
