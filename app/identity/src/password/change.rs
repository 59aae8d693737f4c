use kernel::AppResult;
use leptos::prelude::*;

/// Sets the person's password, also the first one. Other devices are signed out, and this one is
/// the only one that is known.
#[server(prefix = "/api", endpoint = "identity/passwords/change")]
pub async fn change_password(#[server(default)] password: String) -> AppResult<()> {
    let person = kernel::SignedIn::confirmed().await?;
    let (platform, arrival) = crate::arrival::Arrival::of_request()?;
    let device = change(&platform, crate::password::pool::pool(), &arrival, person.session(), &password).await?;
    crate::cookies::keep_device(&platform, device.as_ref());
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::{change, forget_guesses, settle};

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        arrival::Arrival,
        email::EmailAddress,
        email_change,
        entry::forget_browsers,
        limits,
        notice::{self, Notice},
        password::{judge::problem, pool::PasswordPool},
        password_reset, session,
        trusted_device::mark::mark,
        user::{self, User},
    };
    use kernel::{
        AppError, AppResult, Platform, Token, Tx, ports::ActiveSession, rate_limit, transaction, transaction::TxResult,
    };

    /// What the browser is known by from now on.
    pub async fn change(
        platform: &Platform,
        pool: &PasswordPool,
        arrival: &Arrival,
        asking: &ActiveSession,
        password: &str,
    ) -> AppResult<Option<Token>> {
        rate_limit::attempt(platform, limits::PASSWORD_CHANGE, asking.user.as_str()).await?;
        let user = user::store::of_id(platform, &asking.user).await?.ok_or(AppError::SignIn)?;
        if let Some(words) = problem(password, user.email.as_str(), &user.name).await? {
            return Err(AppError::invalid("password", words));
        }
        let phc = pool.hash(password, platform.random()).await?;
        forget_guesses(platform, arrival, &user.email).await?;
        transaction::run(platform.database(), |tx| {
            let (platform, arrival, asking) = (platform.clone(), arrival.clone(), asking.clone());
            let (user, phc) = (user.clone(), phc.clone());
            Box::pin(async move {
                let device = settle(tx, &platform, &arrival, &user, &phc).await?;
                session::store::end_others_in(tx, &platform, &asking.user, &asking.id).await?;
                session::store::rotate(tx, &platform, &asking.user).await?;
                Ok(device)
            })
        })
        .await
    }

    /// Guesses at the password before do not count against the one that there is now.
    pub async fn forget_guesses(platform: &Platform, arrival: &Arrival, email: &EmailAddress) -> AppResult<()> {
        rate_limit::forget(platform, limits::SIGN_IN_AS, &arrival.pair(email)).await?;
        rate_limit::forget(platform, limits::SIGN_IN_ACCOUNT, email.as_str()).await
    }

    /// The new password, the word about it, and the end of every link that could undo it. No browser
    /// is known any more but the one where it was chosen: strangers who go on guessing do not keep
    /// its owner out.
    pub async fn settle(
        tx: &mut Tx,
        platform: &Platform,
        arrival: &Arrival,
        user: &User,
        phc: &str,
    ) -> TxResult<Option<Token>> {
        if !user::store::set_password(tx, platform, &user.id, phc).await? {
            return Err(AppError::SignIn.into());
        }
        password_reset::store::void(tx, platform, &user.id).await?;
        email_change::store::void_waiting(tx, platform, &user.id).await?;
        forget_browsers(tx, platform, &user.id).await?;
        let first = user.password_hash.is_none();
        notice::enqueue(tx, platform, user, if first { Notice::PasswordSet } else { Notice::PasswordChanged }).await?;
        mark(tx, platform, &user.id, arrival, None, false).await
    }
}
