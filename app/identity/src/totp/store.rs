use super::record::{PendingTotp, Totp};
use bson::doc;
use kernel::{Platform, StoreError, Tx, UserId, transaction::TxResult};

pub async fn of_user(platform: &Platform, user: &UserId) -> Result<Option<Totp>, StoreError> {
    platform.platform_db().of::<Totp>().get(user.as_str()).await
}

/// Those of the users who have one.
pub async fn among(platform: &Platform, users: &[UserId]) -> Result<Vec<UserId>, StoreError> {
    let these: Vec<&str> = users.iter().map(UserId::as_str).collect();
    let most = i64::try_from(these.len()).unwrap_or(i64::MAX);
    let found = platform.platform_db().of::<Totp>().find(doc! { "_id": { "$in": these } }, doc! {}, most).await?;
    Ok(found.into_iter().map(|totp| totp.user_id).collect())
}

pub async fn pending(platform: &Platform, user: &UserId) -> Result<Option<PendingTotp>, StoreError> {
    let waiting = doc! { "_id": user.as_str(), "expires_at": { "$gt": platform.now() } };
    platform.platform_db().of::<PendingTotp>().find_one(waiting).await
}

pub async fn put_pending(platform: &Platform, pending: &PendingTotp) -> Result<(), StoreError> {
    platform.platform_db().of::<PendingTotp>().put(pending).await
}

/// Takes the pending one with this secret away; only one of many callers gets `true`.
pub async fn consume(tx: &mut Tx, platform: &Platform, pending: &PendingTotp) -> TxResult<bool> {
    let this = doc! { "_id": pending.user_id.as_str(), "secret": &pending.secret };
    Ok(tx.global::<PendingTotp>(&platform.platform_db()).delete(this).await? == 1)
}

/// A duplicate when the user has one.
pub async fn insert(tx: &mut Tx, platform: &Platform, totp: &Totp) -> TxResult<()> {
    Ok(tx.global::<Totp>(&platform.platform_db()).insert(totp).await?)
}

pub async fn is_there(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<bool> {
    Ok(tx.global::<Totp>(&platform.platform_db()).get(user.as_str()).await?.is_some())
}

/// Uses the code of `step` up; only one of many callers gets `true`.
pub async fn move_on(platform: &Platform, user: &UserId, step: i64) -> Result<bool, StoreError> {
    let unused = doc! { "_id": user.as_str(), "last_step": { "$lt": step } };
    platform.platform_db().of::<Totp>().update(unused, doc! { "$set": { "last_step": step } }).await
}

/// Whether there was one.
pub async fn delete(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<bool> {
    Ok(tx.global::<Totp>(&platform.platform_db()).delete(doc! { "_id": user.as_str() }).await? == 1)
}

/// The app, and one that is being set up.
pub async fn erase(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<()> {
    delete(tx, platform, user).await?;
    tx.global::<PendingTotp>(&platform.platform_db()).delete(doc! { "_id": user.as_str() }).await?;
    Ok(())
}
