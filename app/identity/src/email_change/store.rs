use super::record::EmailChange;
use bson::{Document, doc};
use kernel::{Platform, StoreError, Timestamp, Token, Tx, UserId, transaction::TxResult};

fn waiting(user: &UserId, now: Timestamp) -> Document {
    doc! { "user_id": user.as_str(), "confirmed_at": null, "expires_at": { "$gt": now } }
}

fn confirmable(token: &Token, user: &UserId, now: Timestamp) -> Document {
    let mut filter = waiting(user, now);
    filter.insert("_id", token.hash());
    filter
}

pub async fn insert(tx: &mut Tx, platform: &Platform, change: &EmailChange) -> TxResult<()> {
    Ok(tx.global::<EmailChange>(&platform.platform_db()).insert(change).await?)
}

/// What the user has asked for and not confirmed yet.
pub async fn waiting_of(platform: &Platform, user: &UserId) -> Result<Option<EmailChange>, StoreError> {
    platform.platform_db().of::<EmailChange>().find_one(waiting(user, platform.now())).await
}

pub async fn find(platform: &Platform, user: &UserId, token: &Token) -> Result<Option<EmailChange>, StoreError> {
    platform.platform_db().of::<EmailChange>().find_one(confirmable(token, user, platform.now())).await
}

/// Marks the change as done; only one of many callers gets it.
pub async fn confirm(tx: &mut Tx, platform: &Platform, user: &UserId, token: &Token) -> TxResult<Option<EmailChange>> {
    let now = platform.now();
    let confirmed = doc! { "$set": { "confirmed_at": now } };
    Ok(tx.global::<EmailChange>(&platform.platform_db()).change(confirmable(token, user, now), confirmed).await?)
}

fn regrettable(token: &Token, now: Timestamp) -> Document {
    doc! { "cancel_hash": token.hash(), "regret_until": { "$gt": now } }
}

pub async fn find_to_cancel(platform: &Platform, token: &Token) -> Result<Option<EmailChange>, StoreError> {
    platform.platform_db().of::<EmailChange>().find_one(regrettable(token, platform.now())).await
}

/// Takes the change away, and all that came after it.
pub async fn cancel(tx: &mut Tx, platform: &Platform, token: &Token) -> TxResult<Option<EmailChange>> {
    let mut changes = tx.global::<EmailChange>(&platform.platform_db());
    let Some(change) = changes.find_one(regrettable(token, platform.now())).await? else { return Ok(None) };
    let since = doc! { "user_id": change.user_id.as_str(), "requested_at": { "$gte": change.requested_at } };
    let gone = changes.delete(since).await?;
    Ok((gone > 0).then_some(change))
}

/// Ends the changes of the user that nobody has confirmed.
pub async fn void_waiting(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<u64> {
    let unconfirmed = doc! { "user_id": user.as_str(), "confirmed_at": null };
    Ok(tx.global::<EmailChange>(&platform.platform_db()).delete(unconfirmed).await?)
}
