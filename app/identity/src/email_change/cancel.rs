use kernel::AppResult;
use leptos::prelude::*;

/// Stops the change, or takes it back, with the token that was mailed to the old address.
#[server(prefix = "/api", endpoint = "identity/email_changes/cancel")]
pub async fn cancel_email_change(#[server(default)] token: String) -> AppResult<()> {
    let (platform, arrival) = crate::arrival::Arrival::of_request()?;
    cancel(&platform, &arrival, &token).await?;
    kernel::answer::go_to("/forgot?done=cancelled");
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::cancel;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        arrival::Arrival,
        email_change::{
            mail,
            record::{EmailChange, spent},
            store,
        },
        entry::forget_browsers,
        limits, password_reset, session, user,
    };
    use kernel::{AppResult, Platform, Token, Tx, mail::enqueue, rate_limit, transaction, transaction::TxResult};

    /// Whoever asked for the change was signed in: every device is signed out.
    pub async fn cancel(platform: &Platform, arrival: &Arrival, token: &str) -> AppResult<()> {
        rate_limit::attempt(platform, limits::LINK, &arrival.network()).await?;
        let token = Token::parse(token).ok_or_else(spent)?;
        transaction::run(platform.database(), |tx| {
            let (platform, token) = (platform.clone(), token.clone());
            Box::pin(async move {
                let change = store::cancel(tx, &platform, &token).await?.ok_or_else(spent)?;
                undo(tx, &platform, &change).await
            })
        })
        .await
    }

    async fn undo(tx: &mut Tx, platform: &Platform, change: &EmailChange) -> TxResult<()> {
        let id = &change.user_id;
        let holder = user::store::of_email_in(tx, platform, &change.old_email).await?;
        // Another account may have taken the address meanwhile; the devices are signed out anyway.
        if holder.is_none() {
            user::store::set_email(tx, platform, id, None, &change.old_email).await?;
        }
        password_reset::store::void(tx, platform, id).await?;
        forget_browsers(tx, platform, id).await?;
        session::store::end_all_in(tx, platform, id).await?;
        for mail in mail::cancelled(change) {
            enqueue(tx, platform, &mail).await?;
        }
        Ok(())
    }
}
