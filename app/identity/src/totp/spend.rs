use super::{record::open, store};
use kernel::{AppResult, Platform, UserId};

/// Whether this is a code of the user's app, which it then is no longer. Of any number of callers
/// with the same code, one hears `true`.
pub async fn spend(platform: &Platform, user: &UserId, code: &str) -> AppResult<bool> {
    let Some(totp) = store::of_user(platform, user).await? else { return Ok(false) };
    let secret = open(platform, user, &totp.secret)?;
    match secret.step_of(code, platform.now(), totp.last_step) {
        Some(step) => Ok(store::move_on(platform, user, step).await?),
        None => Ok(false),
    }
}
