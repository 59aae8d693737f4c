use super::record::{LIFE, Session};
use crate::token::Token;
use bson::{Document, doc};
use kernel::{Platform, SessionId, StoreError, Timestamp, Tx, UserId, WorkspaceId, transaction::TxResult};

/// More devices than this are not listed.
const MOST_LISTED: i64 = 100;

/// Expired sessions are gone at once; MongoDB removes them within a minute or so.
fn in_force(mut filter: Document, now: Timestamp) -> Document {
    filter.insert("expires_at", doc! { "$gt": now });
    filter
}

pub async fn of_token(platform: &Platform, token: &Token) -> Result<Option<Session>, StoreError> {
    let filter = in_force(doc! { "token_hash": token.hash() }, platform.now());
    platform.platform_db().of::<Session>().find_one(filter).await
}

pub async fn of_user(platform: &Platform, user: &UserId) -> Result<Vec<Session>, StoreError> {
    let filter = in_force(doc! { "user_id": user.as_str() }, platform.now());
    platform.platform_db().of::<Session>().find(filter, doc! { "last_used_at": -1, "_id": -1 }, MOST_LISTED).await
}

pub async fn insert(tx: &mut Tx, platform: &Platform, session: &Session) -> TxResult<()> {
    Ok(tx.global::<Session>(&platform.platform_db()).insert(session).await?)
}

/// Ends the session that the token opens and gives it as it was.
pub async fn take(tx: &mut Tx, platform: &Platform, token: &Token) -> TxResult<Option<Session>> {
    let filter = doc! { "token_hash": token.hash() };
    let mut sessions = tx.global::<Session>(&platform.platform_db());
    let found = sessions.find_one(filter.clone()).await?;
    sessions.delete(filter).await?;
    Ok(found)
}

/// Notes that the session is in use, which puts its end off. One that ended meanwhile stays so.
pub async fn touch(platform: &Platform, id: &SessionId) -> Result<bool, StoreError> {
    let now = platform.now();
    let used = doc! { "$set": { "last_used_at": now, "expires_at": now.after(LIFE) } };
    platform.platform_db().of::<Session>().update(in_force(doc! { "_id": id.as_str() }, now), used).await
}

pub async fn enter_workspace(platform: &Platform, id: &SessionId, workspace: &WorkspaceId) -> Result<bool, StoreError> {
    let entered = doc! { "$set": { "workspace_id": workspace.as_str() } };
    platform.platform_db().of::<Session>().update(doc! { "_id": id.as_str() }, entered).await
}

pub async fn end_token(platform: &Platform, token: &Token) -> Result<u64, StoreError> {
    platform.platform_db().of::<Session>().delete(doc! { "token_hash": token.hash() }).await
}

/// Only the user's own.
pub async fn end(platform: &Platform, user: &UserId, id: &SessionId) -> Result<u64, StoreError> {
    platform.platform_db().of::<Session>().delete(doc! { "_id": id.as_str(), "user_id": user.as_str() }).await
}

pub async fn end_all(platform: &Platform, user: &UserId) -> Result<u64, StoreError> {
    platform.platform_db().of::<Session>().delete(doc! { "user_id": user.as_str() }).await
}

/// The session's owner has just shown who they are.
pub async fn confirm(platform: &Platform, id: &SessionId) -> Result<bool, StoreError> {
    let confirmed = doc! { "$set": { "confirmed_at": platform.now() } };
    platform.platform_db().of::<Session>().update(doc! { "_id": id.as_str() }, confirmed).await
}

/// The user's sessions get new tokens with their next documents.
pub async fn rotate(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<()> {
    let due = doc! { "$set": { "rotate_due": true } };
    tx.global::<Session>(&platform.platform_db()).update_many(doc! { "user_id": user.as_str() }, due).await?;
    Ok(())
}
