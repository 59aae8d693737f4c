use super::User;
use crate::email::EmailAddress;
use bson::doc;
use kernel::{Platform, StoreError, Tx, UserId, transaction::TxResult};

pub async fn of_email(platform: &Platform, email: &EmailAddress) -> Result<Option<User>, StoreError> {
    platform.platform_db().of::<User>().find_one(doc! { "email": email.as_str() }).await
}

pub async fn of_id(platform: &Platform, id: &UserId) -> Result<Option<User>, StoreError> {
    platform.platform_db().of::<User>().get(id.as_str()).await
}

/// Those who have an account, in no order.
pub async fn of_ids(platform: &Platform, ids: &[UserId]) -> Result<Vec<User>, StoreError> {
    let ids: Vec<&str> = ids.iter().map(UserId::as_str).collect();
    let most = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    platform.platform_db().of::<User>().find(doc! { "_id": { "$in": ids } }, doc! {}, most).await
}

/// A duplicate when somebody has the address.
pub async fn insert(tx: &mut Tx, platform: &Platform, user: &User) -> TxResult<()> {
    Ok(tx.global::<User>(&platform.platform_db()).insert(user).await?)
}

/// The user, as the transaction sees them.
pub async fn of_id_in(tx: &mut Tx, platform: &Platform, id: &UserId) -> TxResult<Option<User>> {
    Ok(tx.global::<User>(&platform.platform_db()).get(id.as_str()).await?)
}

/// The user, and a mark on them that a way into the account comes or goes in this transaction: of
/// two that take one away at the same time, the second sees what the first has left.
pub async fn touch_ways_in(tx: &mut Tx, platform: &Platform, id: &UserId) -> TxResult<Option<User>> {
    let touched = doc! { "$inc": { "ways_in_changed": 1 } };
    Ok(tx.global::<User>(&platform.platform_db()).change(doc! { "_id": id.as_str() }, touched).await?)
}
