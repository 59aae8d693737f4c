use kernel::AppResult;
use leptos::prelude::*;

/// What the browser asks the person's own passkey, as JSON, before a weighty act.
#[server(prefix = "/api", endpoint = "identity/passkeys/challenge")]
pub async fn challenge_passkey() -> AppResult<String> {
    let person = kernel::SignedIn::require().await?;
    let asked = challenge(person.platform(), person.user()).await?;
    crate::cookies::keep_challenge(person.platform(), &asked.token);
    Ok(asked.options)
}

#[cfg(feature = "ssr")]
pub use act::challenge;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        limits,
        passkey::{
            ask::{Asked, own},
            challenge_record::Purpose,
        },
    };
    use kernel::{AppResult, Platform, UserId, rate_limit};

    pub async fn challenge(platform: &Platform, user: &UserId) -> AppResult<Asked> {
        rate_limit::attempt(platform, limits::PASSKEY, user.as_str()).await?;
        own(platform, Purpose::Confirm, user).await
    }
}
