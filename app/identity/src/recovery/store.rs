use super::record::RecoveryCodes;
use bson::doc;
use kernel::{Platform, StoreError, Tx, UserId, transaction::TxResult};

pub async fn of_user(platform: &Platform, user: &UserId) -> Result<Option<RecoveryCodes>, StoreError> {
    platform.platform_db().of::<RecoveryCodes>().get(user.as_str()).await
}

/// A duplicate when the user has codes.
pub async fn insert(tx: &mut Tx, platform: &Platform, codes: &RecoveryCodes) -> TxResult<()> {
    Ok(tx.global::<RecoveryCodes>(&platform.platform_db()).insert(codes).await?)
}

/// In the place of those there were.
pub async fn put(tx: &mut Tx, platform: &Platform, codes: &RecoveryCodes) -> TxResult<()> {
    Ok(tx.global::<RecoveryCodes>(&platform.platform_db()).put(codes).await?)
}

/// Takes the code away; only one of many callers gets `true`.
pub async fn pull(tx: &mut Tx, platform: &Platform, user: &UserId, hash: &str) -> TxResult<bool> {
    let unused = doc! { "_id": user.as_str(), "hashes": hash };
    let used = doc! { "$pull": { "hashes": hash } };
    Ok(tx.global::<RecoveryCodes>(&platform.platform_db()).update(unused, used).await?)
}

pub async fn delete(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<()> {
    tx.global::<RecoveryCodes>(&platform.platform_db()).delete(doc! { "_id": user.as_str() }).await?;
    Ok(())
}
