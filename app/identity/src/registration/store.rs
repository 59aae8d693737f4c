use super::record::{LIFE, MOST_ATTEMPTS, MOST_RESENDS, Registration};
use bson::{Document, doc};
use kernel::{Platform, StoreError, Token, Tx, transaction::TxResult};

fn waiting(platform: &Platform, token: &Token) -> Document {
    doc! { "_id": token.hash(), "expires_at": { "$gt": platform.now() } }
}

pub async fn insert(tx: &mut Tx, platform: &Platform, registration: &Registration) -> TxResult<()> {
    Ok(tx.global::<Registration>(&platform.platform_db()).insert(registration).await?)
}

pub async fn find(platform: &Platform, token: &Token) -> Result<Option<Registration>, StoreError> {
    platform.platform_db().of::<Registration>().find_one(waiting(platform, token)).await
}

/// Counts one try of a code, before it is looked at; `None` when there were enough. The filter
/// and the count are one operation: tries that arrive together are counted one by one.
pub async fn count_attempt(platform: &Platform, token: &Token) -> Result<Option<Registration>, StoreError> {
    let mut filter = waiting(platform, token);
    filter.insert("attempts", doc! { "$lt": MOST_ATTEMPTS });
    platform.platform_db().of::<Registration>().change(filter, doc! { "$inc": { "attempts": 1 } }).await
}

/// Puts a new code in the old one's place; `None` when there were enough mails.
pub async fn renew(tx: &mut Tx, platform: &Platform, token: &Token, code_hash: &str) -> TxResult<Option<Registration>> {
    let mut filter = waiting(platform, token);
    filter.insert("resends", doc! { "$lt": MOST_RESENDS });
    let renewed = doc! {
        "$set": { "code_hash": code_hash, "expires_at": platform.now().after(LIFE) },
        "$inc": { "resends": 1 },
    };
    Ok(tx.global::<Registration>(&platform.platform_db()).change(filter, renewed).await?)
}

/// Takes the registration with this code away; only one of many callers gets `true`.
pub async fn consume(tx: &mut Tx, platform: &Platform, registration: &Registration) -> TxResult<bool> {
    let filter = doc! { "_id": &registration.token_hash, "code_hash": &registration.code_hash };
    Ok(tx.global::<Registration>(&platform.platform_db()).delete(filter).await? == 1)
}
