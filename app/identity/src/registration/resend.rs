use kernel::AppResult;
use leptos::prelude::*;

/// Sends the mail again, with a new code.
#[server(prefix = "/api", endpoint = "identity/registrations/resend")]
pub async fn resend_code() -> AppResult<()> {
    let (platform, arrival) = crate::arrival::Arrival::of_request()?;
    resend(&platform, &arrival).await?;
    kernel::answer::go_to("/register/confirm?sent=again");
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::resend;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        arrival::Arrival,
        limits,
        registration::{code, mail, record::spent, store},
        user,
    };
    use kernel::{AppError, AppResult, Platform, Token, Tx, mail::enqueue, rate_limit, transaction};
    use transaction::TxResult;

    pub async fn resend(platform: &Platform, arrival: &Arrival) -> AppResult<()> {
        rate_limit::attempt(platform, limits::CONFIRM, &arrival.network()).await?;
        let token = arrival.registration.clone().ok_or_else(spent)?;
        let waiting = store::find(platform, &token).await?.ok_or_else(spent)?;
        rate_limit::attempt(platform, limits::MAIL_TO, &arrival.pair(&waiting.email)).await?;
        let taken = user::store::of_email(platform, &waiting.email).await?.is_some();
        let code = code::generate(platform);
        transaction::run(platform.database(), |tx| {
            let (platform, token, code) = (platform.clone(), token.clone(), code.clone());
            Box::pin(async move { replace(tx, &platform, &token, &code, taken).await })
        })
        .await
    }

    async fn replace(tx: &mut Tx, platform: &Platform, token: &Token, code: &str, taken: bool) -> TxResult<()> {
        let renewed = store::renew(tx, platform, token, &token.seal(code)).await?.ok_or_else(enough)?;
        enqueue(tx, platform, &mail::owed(platform, &renewed, code, taken)).await
    }

    fn enough() -> AppError {
        AppError::invalid("", "We have sent this mail several times. Look for it in your spam folder, or start again.")
    }
}
