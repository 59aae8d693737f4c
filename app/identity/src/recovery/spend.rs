use super::store;
use crate::password::pool::PasswordPool;
use kernel::{AppError, AppResult, Platform, UserId};

/// Whether this is a recovery code of the user, which it then is no longer. `code` is in its one
/// spelling. Of any number of callers with the same code, one hears `true`.
pub async fn spend(platform: &Platform, pool: &PasswordPool, user: &UserId, code: &str) -> AppResult<bool> {
    let Some(codes) = store::of_user(platform, user).await? else { return Ok(false) };
    let salt = hex::decode(&codes.salt).ok().and_then(|salt| <[u8; 16]>::try_from(salt).ok());
    let salt = salt.ok_or_else(|| AppError::internal("a salt of another length"))?;
    let hash = pool.hash(code, salt).await?;
    Ok(store::pull(platform, user, &hash).await?)
}
