use super::User;
use crate::{deletion::Deletion, email::EmailAddress};
use bson::{Document, doc};
use kernel::{Platform, StoreError, Timestamp, Tx, UserId, database::document::to_document, transaction::TxResult};

/// More devices than this are not remembered; the oldest go first.
const MOST_DEVICES: i32 = 20;

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

pub async fn of_email_in(tx: &mut Tx, platform: &Platform, email: &EmailAddress) -> TxResult<Option<User>> {
    Ok(tx.global::<User>(&platform.platform_db()).find_one(doc! { "email": email.as_str() }).await?)
}

pub async fn set_password(tx: &mut Tx, platform: &Platform, id: &UserId, phc: &str) -> TxResult<bool> {
    set(tx, platform, doc! { "_id": id.as_str() }, doc! { "password_hash": phc }).await
}

/// A duplicate when somebody has the address. `false` if the user's is no longer `before`.
pub async fn set_email(
    tx: &mut Tx,
    platform: &Platform,
    id: &UserId,
    before: Option<&EmailAddress>,
    email: &EmailAddress,
) -> TxResult<bool> {
    let mut filter = doc! { "_id": id.as_str() };
    if let Some(before) = before {
        filter.insert("email", before.as_str());
    }
    set(tx, platform, filter, doc! { "email": email.as_str() }).await
}

/// Once, however often it is signed in on.
pub async fn remember_device(tx: &mut Tx, platform: &Platform, id: &UserId, device: &str) -> TxResult<()> {
    let unknown = doc! { "_id": id.as_str(), "known_devices": { "$ne": device } };
    let remembered = doc! { "$push": { "known_devices": { "$each": [device], "$slice": -MOST_DEVICES } } };
    tx.global::<User>(&platform.platform_db()).update(unknown, remembered).await?;
    Ok(())
}

pub async fn describe(platform: &Platform, id: &UserId, profile: Document) -> Result<bool, StoreError> {
    platform.platform_db().of::<User>().update(doc! { "_id": id.as_str() }, doc! { "$set": profile }).await
}

/// `false` if the account waits for its end already.
pub async fn plan_deletion(tx: &mut Tx, platform: &Platform, id: &UserId, deletion: &Deletion) -> TxResult<bool> {
    let planned = doc! { "deletion": to_document(deletion)? };
    set(tx, platform, doc! { "_id": id.as_str(), "deletion": null }, planned).await
}

/// `false` if the account does not wait for its end.
pub async fn keep(tx: &mut Tx, platform: &Platform, id: &UserId) -> TxResult<bool> {
    set(tx, platform, doc! { "_id": id.as_str(), "deletion": { "$ne": null } }, doc! { "deletion": null }).await
}

/// Removes the user if they still wait for just this end.
pub async fn delete(tx: &mut Tx, platform: &Platform, id: &UserId, due: Timestamp) -> TxResult<bool> {
    let leaving = doc! { "_id": id.as_str(), "deletion.due_at": due };
    Ok(tx.global::<User>(&platform.platform_db()).delete(leaving).await? == 1)
}

async fn set(tx: &mut Tx, platform: &Platform, filter: Document, fields: Document) -> TxResult<bool> {
    Ok(tx.global::<User>(&platform.platform_db()).update(filter, doc! { "$set": fields }).await?)
}

/// The user, held until the transaction ends: another one that holds or changes them waits its turn.
pub async fn hold(tx: &mut Tx, platform: &Platform, id: &UserId) -> TxResult<Option<User>> {
    let held = doc! { "$inc": { "held": 1_i64 } };
    Ok(tx.global::<User>(&platform.platform_db()).change(doc! { "_id": id.as_str() }, held).await?)
}
