use super::{
    TrustedDeviceId,
    record::{LIFE, TrustedDevice},
};
use bson::doc;
use kernel::{Platform, StoreError, Token, Tx, UserId, transaction::TxResult};

/// More devices than this are not listed.
const MOST_LISTED: i64 = 100;

/// The device that the token marks, whosever it is.
pub async fn of_token(platform: &Platform, token: &Token) -> Result<Option<TrustedDevice>, StoreError> {
    let marked = doc! { "_id": token.hash(), "expires_at": { "$gt": platform.now() } };
    platform.platform_db().of::<TrustedDevice>().find_one(marked).await
}

/// Those that skip the second step, the last used first.
pub async fn remembered(platform: &Platform, user: &UserId) -> Result<Vec<TrustedDevice>, StoreError> {
    let remembered = doc! { "user_id": user.as_str(), "remembered_until": { "$gt": platform.now() } };
    platform.platform_db().of::<TrustedDevice>().find(remembered, doc! { "last_used_at": -1 }, MOST_LISTED).await
}

pub async fn insert(tx: &mut Tx, platform: &Platform, device: &TrustedDevice) -> TxResult<()> {
    Ok(tx.global::<TrustedDevice>(&platform.platform_db()).insert(device).await?)
}

pub async fn touch(tx: &mut Tx, platform: &Platform, token_hash: &str) -> TxResult<()> {
    let now = platform.now();
    let used = doc! { "$set": { "last_used_at": now, "expires_at": now.after(LIFE) } };
    tx.global::<TrustedDevice>(&platform.platform_db()).update(doc! { "_id": token_hash }, used).await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, platform: &Platform, token_hash: &str) -> TxResult<()> {
    tx.global::<TrustedDevice>(&platform.platform_db()).delete(doc! { "_id": token_hash }).await?;
    Ok(())
}

/// Only the user's own; how many.
pub async fn forget(platform: &Platform, user: &UserId, id: &TrustedDeviceId) -> Result<u64, StoreError> {
    let own = doc! { "id": id.as_str(), "user_id": user.as_str() };
    platform.platform_db().of::<TrustedDevice>().delete(own).await
}

/// No device of the user skips the second step any more: the factors have changed.
pub async fn forget_remembered(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<()> {
    let remembered = doc! { "user_id": user.as_str(), "remembered_until": { "$ne": null } };
    let not_any_more = doc! { "$set": { "remembered_until": null } };
    tx.global::<TrustedDevice>(&platform.platform_db()).update_many(remembered, not_any_more).await?;
    Ok(())
}

/// No device of the user is known any more: the password has changed, or they signed out
/// everywhere.
pub async fn forget_all(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<()> {
    tx.global::<TrustedDevice>(&platform.platform_db()).delete(doc! { "user_id": user.as_str() }).await?;
    Ok(())
}
