use super::record::PasswordReset;
use bson::{Document, doc};
use kernel::{Platform, StoreError, Timestamp, Token, Tx, UserId, transaction::TxResult};

/// With an account behind it, and in time.
fn good(token: &Token, now: Timestamp) -> Document {
    doc! { "token_hash": token.hash(), "expires_at": { "$gt": now }, "user_id": { "$ne": null } }
}

/// Takes the place of an earlier one for the same address.
pub async fn put(tx: &mut Tx, platform: &Platform, reset: &PasswordReset) -> TxResult<()> {
    Ok(tx.global::<PasswordReset>(&platform.platform_db()).put(reset).await?)
}

pub async fn find(platform: &Platform, token: &Token) -> Result<Option<PasswordReset>, StoreError> {
    platform.platform_db().of::<PasswordReset>().find_one(good(token, platform.now())).await
}

/// Takes the reset away; only one of many callers gets `true`.
pub async fn consume(tx: &mut Tx, platform: &Platform, token: &Token) -> TxResult<bool> {
    Ok(tx.global::<PasswordReset>(&platform.platform_db()).delete(good(token, platform.now())).await? == 1)
}

/// Ends every link that the user has.
pub async fn void(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<()> {
    tx.global::<PasswordReset>(&platform.platform_db()).delete(doc! { "user_id": user.as_str() }).await?;
    Ok(())
}
