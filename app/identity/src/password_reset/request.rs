use kernel::AppResult;
use leptos::prelude::*;

/// Asks for a link to choose a new password. The answer is the same for every address.
#[server(prefix = "/api", endpoint = "identity/password_resets/request")]
pub async fn request_password_reset(#[server(default)] email: String) -> AppResult<()> {
    let (platform, arrival) = crate::arrival::Arrival::of_request()?;
    request(&platform, &arrival, &email).await?;
    kernel::answer::go_to("/forgot?sent=yes");
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::request;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        arrival::Arrival,
        email::EmailAddress,
        limits,
        password_reset::{
            mail,
            record::{LIFE, PasswordReset},
            store,
        },
        user,
    };
    use kernel::{AppError, AppResult, Platform, Token, mail::enqueue, rate_limit, transaction};

    /// Whether the address has an account decides only which of two mails is queued: one look,
    /// one record and one mail are always made.
    pub async fn request(platform: &Platform, arrival: &Arrival, email: &str) -> AppResult<()> {
        let email = EmailAddress::parse(email).map_err(|words| AppError::invalid("email", words))?;
        rate_limit::attempt(platform, limits::RESET, &arrival.network()).await?;
        rate_limit::attempt(platform, limits::MAIL_TO, &arrival.pair(&email)).await?;
        let user_id = user::store::of_email(platform, &email).await?.map(|user| user.id);
        let (now, token) = (platform.now(), Token::generate(platform));
        let reset =
            PasswordReset { email, user_id, token_hash: token.hash(), created_at: now, expires_at: now.after(LIFE) };
        transaction::run(platform.database(), |tx| {
            let (platform, reset, token) = (platform.clone(), reset.clone(), token.clone());
            Box::pin(async move {
                store::put(tx, &platform, &reset).await?;
                enqueue(tx, &platform, &mail::owed(&platform, &reset, &token)).await
            })
        })
        .await
    }
}
