use super::record::{Export, LIFE};
use bson::{Document, doc};
use kernel::{Platform, StoreError, Timestamp, Token, Tx, UserId, transaction::TxResult};

fn in_time(user: &UserId, now: Timestamp) -> Document {
    doc! { "_id": user.as_str(), "expires_at": { "$gt": now } }
}

pub async fn of_user(platform: &Platform, user: &UserId) -> Result<Option<Export>, StoreError> {
    platform.platform_db().of::<Export>().find_one(in_time(user, platform.now())).await
}

pub async fn of_user_in(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<Option<Export>> {
    Ok(tx.global::<Export>(&platform.platform_db()).find_one(in_time(user, platform.now())).await?)
}

pub async fn put(tx: &mut Tx, platform: &Platform, export: &Export) -> TxResult<()> {
    Ok(tx.global::<Export>(&platform.platform_db()).put(export).await?)
}

/// The file that the token opens, for its own person.
pub async fn find(platform: &Platform, user: &UserId, token: &Token) -> Result<Option<Export>, StoreError> {
    let mut filter = in_time(user, platform.now());
    filter.insert("token_hash", token.hash());
    platform.platform_db().of::<Export>().find_one(filter).await
}

/// Puts the file in its place; `false` if it is there or no longer asked for.
pub async fn fill(tx: &mut Tx, platform: &Platform, of: &Export, file: &str, token: &Token) -> TxResult<bool> {
    let asked = doc! { "_id": of.user_id.as_str(), "requested_at": of.requested_at, "file": null };
    let made = doc! { "$set": {
        "file": file,
        "token_hash": token.hash(),
        "expires_at": platform.now().after(LIFE),
    } };
    Ok(tx.global::<Export>(&platform.platform_db()).update(asked, made).await?)
}
