use super::record::{Flow, Identity, Waiting};
use bson::{Document, doc};
use kernel::{Platform, StoreError, Token, Tx, UserId, transaction::TxResult};

fn of_browser(platform: &Platform, browser: &Token, state: &Token) -> Document {
    doc! { "_id": state.hash(), "browser_hash": browser.hash(), "expires_at": { "$gt": platform.now() } }
}

pub async fn insert_flow(platform: &Platform, flow: &Flow) -> Result<(), StoreError> {
    platform.platform_db().of::<Flow>().insert(flow).await
}

/// The flow, if this browser began it.
pub async fn flow(platform: &Platform, browser: &Token, state: &Token) -> Result<Option<Flow>, StoreError> {
    platform.platform_db().of::<Flow>().find_one(of_browser(platform, browser, state)).await
}

/// As [`flow`], and takes it away: of any number of callers one gets it.
pub async fn take_flow(platform: &Platform, browser: &Token, state: &Token) -> Result<Option<Flow>, StoreError> {
    let found = flow(platform, browser, state).await?;
    let taken = platform.platform_db().of::<Flow>().delete(of_browser(platform, browser, state)).await?;
    Ok(found.filter(|_| taken == 1))
}

pub async fn keep_waiting(platform: &Platform, waiting: &Waiting) -> Result<(), StoreError> {
    platform.platform_db().of::<Waiting>().put(waiting).await
}

pub async fn waiting(platform: &Platform, browser: &Token) -> Result<Option<Waiting>, StoreError> {
    let filter = doc! { "_id": browser.hash(), "expires_at": { "$gt": platform.now() } };
    platform.platform_db().of::<Waiting>().find_one(filter).await
}

pub async fn forget_waiting(platform: &Platform, browser: &Token) -> Result<u64, StoreError> {
    platform.platform_db().of::<Waiting>().delete(doc! { "_id": browser.hash() }).await
}

pub async fn of_subject(platform: &Platform, issuer: &str, subject: &str) -> Result<Option<Identity>, StoreError> {
    platform.platform_db().of::<Identity>().find_one(doc! { "issuer": issuer, "subject": subject }).await
}

pub async fn of_user(platform: &Platform, user: &UserId, issuer: &str) -> Result<Option<Identity>, StoreError> {
    platform.platform_db().of::<Identity>().find_one(doc! { "user_id": user.as_str(), "issuer": issuer }).await
}

/// A duplicate when the person there is somebody here, or the user has another one there.
pub async fn insert(tx: &mut Tx, platform: &Platform, identity: &Identity) -> TxResult<()> {
    Ok(tx.global::<Identity>(&platform.platform_db()).insert(identity).await?)
}

/// All that the user has at issuers.
pub async fn all_of_user(platform: &Platform, user: &UserId) -> Result<Vec<Identity>, StoreError> {
    platform.platform_db().of::<Identity>().find(doc! { "user_id": user.as_str() }, doc! { "_id": 1 }, 100).await
}

/// The identity as it was.
pub async fn take(tx: &mut Tx, platform: &Platform, user: &UserId, issuer: &str) -> TxResult<Option<Identity>> {
    let filter = doc! { "user_id": user.as_str(), "issuer": issuer };
    let mut identities = tx.global::<Identity>(&platform.platform_db());
    let found = identities.find_one(filter.clone()).await?;
    identities.delete(filter).await?;
    Ok(found)
}

/// Whether the user gets in at any issuer that there is: one that is no longer configured is none.
pub async fn is_linked(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<bool> {
    let Some(issuer) = platform.ports().open_id.as_ref() else { return Ok(false) };
    let linked = doc! { "user_id": user.as_str(), "issuer": issuer.issuer() };
    Ok(tx.global::<Identity>(&platform.platform_db()).count(linked).await? > 0)
}
