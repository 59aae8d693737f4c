use super::record::{LIFE, PREVIOUS_LIFE, Session};
use bson::{Document, doc};
use kernel::{Platform, SessionId, StoreError, Timestamp, Token, Tx, UserId, WorkspaceId, transaction::TxResult};

/// More devices than this are not listed.
const MOST_LISTED: i64 = 100;

/// Expired sessions are gone at once; MongoDB removes them within a minute or so.
fn in_force(mut filter: Document, now: Timestamp) -> Document {
    filter.insert("expires_at", doc! { "$gt": now });
    filter
}

/// One read for a token in force; a second one for the token before it, and for none at all.
pub async fn of_token(platform: &Platform, token: &Token) -> Result<Option<Session>, StoreError> {
    let mut sessions = platform.platform_db().of::<Session>();
    let mut found = None;
    for filter in opened_by(token, platform.now()) {
        found = found.or(sessions.find_one(filter).await?);
        if found.is_some() {
            break;
        }
    }
    Ok(found.filter(|session| !session.leaving))
}

/// The session of somebody whose account waits for its end.
pub async fn leaving_of_token(platform: &Platform, token: &Token) -> Result<Option<Session>, StoreError> {
    let filter = in_force(doc! { "token_hash": token.hash(), "leaving": true }, platform.now());
    platform.platform_db().of::<Session>().find_one(filter).await
}

/// By its token, or for a moment by the one before.
fn opened_by(token: &Token, now: Timestamp) -> [Document; 2] {
    let before = doc! { "previous_hash": token.hash(), "previous_until": { "$gt": now } };
    [in_force(doc! { "token_hash": token.hash() }, now), in_force(before, now)]
}

/// Puts `next` in the place of `token`; `false` if somebody did so before.
pub async fn exchange(platform: &Platform, id: &SessionId, token: &Token, next: &Token) -> Result<bool, StoreError> {
    let due = doc! { "_id": id.as_str(), "token_hash": token.hash(), "rotate_due": true };
    let exchanged = doc! { "$set": {
        "token_hash": next.hash(),
        "rotate_due": false,
        "previous_hash": token.hash(),
        "previous_until": platform.now().after(PREVIOUS_LIFE),
    } };
    platform.platform_db().of::<Session>().update(due, exchanged).await
}

/// Whether the session opens anything, whatever its token is by now.
pub async fn is_in_force(platform: &Platform, id: &SessionId) -> Result<bool, StoreError> {
    let filter = in_force(doc! { "_id": id.as_str(), "leaving": { "$ne": true } }, platform.now());
    Ok(platform.platform_db().of::<Session>().find_one(filter).await?.is_some())
}

pub async fn of_user(platform: &Platform, user: &UserId) -> Result<Vec<Session>, StoreError> {
    let filter = in_force(doc! { "user_id": user.as_str() }, platform.now());
    platform.platform_db().of::<Session>().find(filter, doc! { "last_used_at": -1, "_id": -1 }, MOST_LISTED).await
}

pub async fn insert(tx: &mut Tx, platform: &Platform, session: &Session) -> TxResult<()> {
    Ok(tx.global::<Session>(&platform.platform_db()).insert(session).await?)
}

/// Ends the session that the token opens, or opened a moment ago, and gives it as it was.
pub async fn take(tx: &mut Tx, platform: &Platform, token: &Token) -> TxResult<Option<Session>> {
    let filter = doc! { "$or": opened_by(token, platform.now()).to_vec() };
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
    let either = doc! { "$or": opened_by(token, platform.now()).to_vec() };
    platform.platform_db().of::<Session>().delete(either).await
}

/// Only the user's own.
pub async fn end(platform: &Platform, user: &UserId, id: &SessionId) -> Result<u64, StoreError> {
    platform.platform_db().of::<Session>().delete(doc! { "_id": id.as_str(), "user_id": user.as_str() }).await
}

pub async fn end_all(platform: &Platform, user: &UserId) -> Result<u64, StoreError> {
    platform.platform_db().of::<Session>().delete(doc! { "user_id": user.as_str() }).await
}

/// The user's sessions get new tokens with their next documents.
pub async fn rotate(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<()> {
    let due = doc! { "$set": { "rotate_due": true } };
    tx.global::<Session>(&platform.platform_db()).update_many(doc! { "user_id": user.as_str() }, due).await?;
    Ok(())
}

/// The user has no second factor any more: none of their sessions has passed one.
pub async fn forget_second_factor(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<()> {
    let passed = doc! { "user_id": user.as_str(), "second_factor": true };
    let none = doc! { "$set": { "second_factor": false } };
    tx.global::<Session>(&platform.platform_db()).update_many(passed, none).await?;
    Ok(())
}

pub async fn end_others(platform: &Platform, user: &UserId, kept: &SessionId) -> Result<u64, StoreError> {
    platform.platform_db().of::<Session>().delete(others(user, kept)).await
}

pub async fn end_others_in(tx: &mut Tx, platform: &Platform, user: &UserId, kept: &SessionId) -> TxResult<()> {
    tx.global::<Session>(&platform.platform_db()).delete(others(user, kept)).await?;
    Ok(())
}

fn others(user: &UserId, kept: &SessionId) -> Document {
    doc! { "user_id": user.as_str(), "_id": { "$ne": kept.as_str() } }
}

pub async fn end_all_in(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<()> {
    tx.global::<Session>(&platform.platform_db()).delete(doc! { "user_id": user.as_str() }).await?;
    Ok(())
}

/// The user's sessions open everything again.
pub async fn stay(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<()> {
    let staying = doc! { "$set": { "leaving": false } };
    tx.global::<Session>(&platform.platform_db()).update_many(doc! { "user_id": user.as_str() }, staying).await?;
    Ok(())
}

/// The person has shown who they are: the session goes on under a new token, and the one before
/// opens nothing any more. None where the session has ended meanwhile.
pub async fn renew(tx: &mut Tx, platform: &Platform, id: &SessionId, second_factor: bool) -> TxResult<Option<Token>> {
    let (now, token) = (platform.now(), Token::generate(platform));
    let renewed = doc! { "$set": {
        "token_hash": token.hash(),
        "confirmed_at": now,
        "second_factor": second_factor,
        "rotate_due": false,
        "previous_hash": null,
        "previous_until": null,
    } };
    let filter = in_force(doc! { "_id": id.as_str() }, now);
    let found = tx.global::<Session>(&platform.platform_db()).update(filter, renewed).await?;
    Ok(found.then_some(token))
}
