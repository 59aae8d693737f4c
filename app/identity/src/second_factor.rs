//! Two-step sign-in: who has an authenticator app or a passkey does not get in with the password
//! alone. Adding the first factor makes recovery codes; taking the last one away takes them too.

use crate::{
    entry, passkey,
    password::pool::PasswordPool,
    recovery::{self, FreshCodes, record::RecoveryCodes},
    registration::code,
    session, totp, trusted_device,
};
use futures::future::BoxFuture;
use kernel::{
    AppError, AppResult, Platform, Token, Tx, UserId,
    ports::ActiveSession,
    transaction::{self, TxResult},
};
use std::collections::HashSet;

/// A factor was added: the session goes on under a new token.
pub struct Added {
    pub session: Token,
    /// The recovery codes, if it was the first factor.
    pub codes: Option<FreshCodes>,
}

/// Which code did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spent {
    App,
    Recovery,
}

/// Whether signing in takes the user more than a password.
pub async fn has(platform: &Platform, user: &UserId) -> AppResult<bool> {
    let app = totp::store::of_user(platform, user).await?;
    Ok(app.is_some() || passkey::store::count(platform, user).await? > 0)
}

/// Those of the users of whom [`has`] is so.
pub async fn among(platform: &Platform, users: &[UserId]) -> AppResult<HashSet<UserId>> {
    let mut all = totp::store::among(platform, users).await?;
    all.extend(passkey::store::among(platform, users).await?);
    Ok(all.into_iter().collect())
}

/// Uses up a typed code, of the app or of the paper; `None` for what is neither.
pub async fn spend(platform: &Platform, pool: &PasswordPool, user: &UserId, typed: &str) -> AppResult<Option<Spent>> {
    if let Some(code) = code::read(typed) {
        return Ok(totp::spend::spend(platform, user, &code).await?.then_some(Spent::App));
    }
    match recovery::code::read(typed) {
        Some(code) => Ok(recovery::spend::spend(platform, pool, user, &code).await?.then_some(Spent::Recovery)),
        None => Ok(None),
    }
}

/// Stores a factor. A token that somebody saw before opens nothing afterwards, and no device skips
/// the second step any more.
pub async fn add<F>(platform: &Platform, pool: &PasswordPool, session: &ActiveSession, store: F) -> AppResult<Added>
where
    F: for<'t> Fn(&'t mut Tx, Platform) -> BoxFuture<'t, TxResult<()>> + Send + Sync + Clone + 'static,
{
    let made = match recovery::store::of_user(platform, &session.user).await? {
        Some(_) => None,
        None => Some(recovery::record::make(platform, pool, &session.user).await?),
    };
    let (fresh, kept) = made.unzip();
    let token = transaction::run(platform.database(), |tx| {
        let (platform, session, kept, store) = (platform.clone(), session.clone(), kept.clone(), store.clone());
        Box::pin(async move {
            store(tx, platform.clone()).await?;
            settle(tx, &platform, &session, kept).await
        })
    })
    .await?;
    Ok(Added { session: token, codes: fresh })
}

async fn settle(
    tx: &mut Tx,
    platform: &Platform,
    session: &ActiveSession,
    kept: Option<RecoveryCodes>,
) -> TxResult<Token> {
    if let Some(kept) = kept {
        recovery::store::insert(tx, platform, &kept).await?;
    }
    trusted_device::store::forget_remembered(tx, platform, &session.user).await?;
    let renewed = session::store::renew(tx, platform, &session.id, true).await?;
    Ok(renewed.ok_or(AppError::SignIn)?)
}

/// What follows from a factor that is gone: the sessions get new tokens, and without the last one
/// they are what a password alone opens, also to a workspace that asks for two.
pub async fn taken_away(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<()> {
    let app_left = totp::store::is_there(tx, platform, user).await?;
    if !app_left && passkey::store::count_in(tx, platform, user).await? == 0 {
        recovery::store::delete(tx, platform, user).await?;
        session::store::forget_second_factor(tx, platform, user).await?;
    }
    session::store::rotate(tx, platform, user).await?;
    trusted_device::store::forget_remembered(tx, platform, user).await
}

/// Nothing of all this is left of a user who is gone.
pub async fn erase(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<()> {
    totp::store::erase(tx, platform, user).await?;
    recovery::store::delete(tx, platform, user).await?;
    passkey::store::erase(tx, platform, user).await?;
    entry::forget_browsers(tx, platform, user).await
}
