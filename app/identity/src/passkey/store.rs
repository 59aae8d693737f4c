use super::{PasskeyId, record::StoredPasskey};
use bson::doc;
use kernel::{Platform, StoreError, Timestamp, Tx, UserId, transaction::TxResult};

/// More than anybody has devices.
pub const MOST: i64 = 50;

pub async fn of_user(platform: &Platform, user: &UserId) -> Result<Vec<StoredPasskey>, StoreError> {
    let own = doc! { "user_id": user.as_str() };
    platform.platform_db().of::<StoredPasskey>().find(own, doc! { "created_at": 1, "_id": 1 }, MOST).await
}

pub async fn of_credential(platform: &Platform, credential: &[u8]) -> Result<Option<StoredPasskey>, StoreError> {
    platform.platform_db().of::<StoredPasskey>().find_one(doc! { "credential_id": hex::encode(credential) }).await
}

/// Those of the users who have one.
pub async fn among(platform: &Platform, users: &[UserId]) -> Result<Vec<UserId>, StoreError> {
    let these: Vec<&str> = users.iter().map(UserId::as_str).collect();
    let most = i64::try_from(these.len()).unwrap_or(i64::MAX).saturating_mul(MOST);
    let theirs = doc! { "user_id": { "$in": these } };
    let found = platform.platform_db().of::<StoredPasskey>().find(theirs, doc! {}, most).await?;
    Ok(found.into_iter().map(|passkey| passkey.user_id).collect())
}

pub async fn count(platform: &Platform, user: &UserId) -> Result<u64, StoreError> {
    platform.platform_db().of::<StoredPasskey>().count(doc! { "user_id": user.as_str() }).await
}

pub async fn count_in(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<u64> {
    Ok(tx.global::<StoredPasskey>(&platform.platform_db()).count(doc! { "user_id": user.as_str() }).await?)
}

/// A duplicate when somebody has this credential.
pub async fn insert(tx: &mut Tx, platform: &Platform, passkey: &StoredPasskey) -> TxResult<()> {
    Ok(tx.global::<StoredPasskey>(&platform.platform_db()).insert(passkey).await?)
}

/// Notes a use. `false` where another use with this count or a later one was first, and where the
/// passkey is gone.
pub async fn used(platform: &Platform, passkey: &StoredPasskey, now: Timestamp) -> Result<bool, StoreError> {
    let mut this = doc! { "_id": passkey.id.as_str() };
    if passkey.counter > 0 {
        this.insert("counter", doc! { "$lt": passkey.counter });
    }
    let used = doc! { "$set": { "counter": passkey.counter, "credential": &passkey.credential, "last_used_at": now } };
    platform.platform_db().of::<StoredPasskey>().update(this, used).await
}

/// Only the user's own; whether there was one.
pub async fn rename(platform: &Platform, user: &UserId, id: &PasskeyId, name: &str) -> Result<bool, StoreError> {
    let own = doc! { "_id": id.as_str(), "user_id": user.as_str() };
    platform.platform_db().of::<StoredPasskey>().update(own, doc! { "$set": { "name": name } }).await
}

/// Only the user's own; whether there was one.
pub async fn delete(tx: &mut Tx, platform: &Platform, user: &UserId, id: &PasskeyId) -> TxResult<bool> {
    let own = doc! { "_id": id.as_str(), "user_id": user.as_str() };
    Ok(tx.global::<StoredPasskey>(&platform.platform_db()).delete(own).await? == 1)
}

pub async fn erase(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<()> {
    tx.global::<StoredPasskey>(&platform.platform_db()).delete(doc! { "user_id": user.as_str() }).await?;
    Ok(())
}
