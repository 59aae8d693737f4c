use super::store;
use crate::{
    notice::{self, Notice},
    password::pool::PasswordPool,
    user,
};
use kernel::{
    AppError, AppResult, Platform, Tx, UserId,
    transaction::{self, TxResult},
};

/// Whether this is a recovery code of the user, which it then is no longer. `code` is in its one
/// spelling. Of any number of callers with the same code, one hears `true`.
pub async fn spend(platform: &Platform, pool: &PasswordPool, user: &UserId, code: &str) -> AppResult<bool> {
    let Some(codes) = store::of_user(platform, user).await? else { return Ok(false) };
    let salt = hex::decode(&codes.salt).ok().and_then(|salt| <[u8; 16]>::try_from(salt).ok());
    let salt = salt.ok_or_else(|| AppError::internal("a salt of another length"))?;
    let hash = pool.hash(code, salt).await?;
    transaction::run(platform.database(), |tx| {
        let (platform, user, hash) = (platform.clone(), user.clone(), hash.clone());
        Box::pin(async move { use_up(tx, &platform, &user, &hash).await })
    })
    .await
}

async fn use_up(tx: &mut Tx, platform: &Platform, user: &UserId, hash: &str) -> TxResult<bool> {
    if !store::pull(tx, platform, user, hash).await? {
        return Ok(false);
    }
    let person = user::store::of_id_in(tx, platform, user).await?.ok_or(AppError::SignIn)?;
    notice::enqueue(tx, platform, &person, Notice::RecoveryCodeUsed).await?;
    Ok(true)
}
