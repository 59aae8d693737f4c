//! What a browser is asked, and the token that ties its answer to it.

use super::{
    challenge_record::{Purpose, keep},
    relying_party::relying_party,
    store,
};
use kernel::{AppError, AppResult, Platform, Token, UserId};
use serde::Serialize;
use webauthn_rs::prelude::Passkey;

pub struct Asked {
    pub token: Token,
    /// For the browser, as JSON.
    pub options: String,
}

impl Asked {
    pub fn of(token: Token, options: &impl Serialize) -> AppResult<Self> {
        Ok(Self { token, options: serde_json::to_string(options).map_err(AppError::internal)? })
    }
}

/// Asks for any passkey that the browser has for us.
pub async fn any(platform: &Platform) -> AppResult<Asked> {
    let (mut options, state) =
        relying_party(platform)?.start_discoverable_authentication().map_err(AppError::internal)?;
    // The page knows whether a button asks, or the list below a field.
    options.mediation = None;
    Asked::of(keep(platform, Purpose::SignIn, None, &state).await?, &options)
}

/// Asks for one of the user's own.
pub async fn own(platform: &Platform, purpose: Purpose, user: &UserId) -> AppResult<Asked> {
    let stored = store::of_user(platform, user).await?;
    let passkeys = stored.iter().map(|passkey| passkey.read()).collect::<AppResult<Vec<Passkey>>>()?;
    if passkeys.is_empty() {
        return Err(AppError::invalid("", "There is no passkey in your account."));
    }
    let (options, state) =
        relying_party(platform)?.start_passkey_authentication(&passkeys).map_err(AppError::internal)?;
    Asked::of(keep(platform, purpose, Some(user), &state).await?, &options)
}
