use super::record::{LIFE, MOST_ATTEMPTS, SecondStep};
use bson::{Document, doc};
use kernel::{Platform, StoreError, Token, Tx, UserId, transaction::TxResult};

/// Begins one; its token is for the browser.
pub async fn begin(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<Token> {
    let token = Token::generate(platform);
    let step = SecondStep {
        token_hash: token.hash(),
        user_id: user.clone(),
        attempts: 0,
        expires_at: platform.now().after(LIFE),
    };
    tx.global::<SecondStep>(&platform.platform_db()).insert(&step).await?;
    Ok(token)
}

fn waiting(platform: &Platform, token: &Token) -> Document {
    doc! { "_id": token.hash(), "expires_at": { "$gt": platform.now() } }
}

pub async fn find(platform: &Platform, token: &Token) -> Result<Option<SecondStep>, StoreError> {
    platform.platform_db().of::<SecondStep>().find_one(waiting(platform, token)).await
}

/// Counts one try of a code, before it is looked at; `None` when there were enough.
pub async fn count_attempt(platform: &Platform, token: &Token) -> Result<Option<SecondStep>, StoreError> {
    let mut filter = waiting(platform, token);
    filter.insert("attempts", doc! { "$lt": MOST_ATTEMPTS });
    platform.platform_db().of::<SecondStep>().change(filter, doc! { "$inc": { "attempts": 1 } }).await
}

/// Takes it away; only one of many callers gets `true`.
pub async fn consume(tx: &mut Tx, platform: &Platform, step: &SecondStep) -> TxResult<bool> {
    let this = doc! { "_id": &step.token_hash };
    Ok(tx.global::<SecondStep>(&platform.platform_db()).delete(this).await? == 1)
}

/// No password that was typed before is good for anything: it has changed.
pub async fn forget_all(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<()> {
    tx.global::<SecondStep>(&platform.platform_db()).delete(doc! { "user_id": user.as_str() }).await?;
    Ok(())
}
