use kernel::AppResult;
use leptos::prelude::*;

/// Shows once more who one is, with one of the three, before a weighty act. The session's token is
/// a new one afterwards.
#[server(prefix = "/api", endpoint = "identity/sessions/confirm")]
pub async fn confirm_session(
    #[server(default)] password: String,
    #[server(default)] code: String,
    #[server(default)] credential: String,
) -> AppResult<()> {
    let person = kernel::SignedIn::require().await?;
    let (platform, arrival) = crate::arrival::Arrival::of_request()?;
    let token = confirm(&platform, pool(), &arrival, person.session(), &Shown { password, code, credential }).await?;
    crate::cookies::keep_session(&platform, &token);
    Ok(())
}

#[cfg(feature = "ssr")]
use crate::password::pool::pool;
#[cfg(feature = "ssr")]
pub use act::{Shown, confirm};

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        arrival::Arrival,
        limits,
        passkey::{challenge_record::Purpose, prove},
        password::pool::{NOBODYS, PasswordPool},
        second_factor,
        session::store,
        user,
    };
    use kernel::{AppError, AppResult, Platform, Token, Tx, UserId, ports::ActiveSession, rate_limit, transaction};
    use transaction::TxResult;

    /// What somebody shows to be themselves: one of the three.
    #[derive(Clone, Default)]
    pub struct Shown {
        pub password: String,
        pub code: String,
        /// A passkey's answer, as the browser gives it.
        pub credential: String,
    }

    /// The session's new token. Passwords and codes are counted by account, over all its sessions.
    /// Where there is a second factor that the session has not passed, the password is not enough.
    pub async fn confirm(
        platform: &Platform,
        pool: &PasswordPool,
        arrival: &Arrival,
        session: &ActiveSession,
        shown: &Shown,
    ) -> AppResult<Token> {
        let user = &session.user;
        let second_factor = if !shown.credential.is_empty() {
            prove::own(platform, arrival, Purpose::Confirm, user, &shown.credential).await?;
            true
        } else {
            rate_limit::attempt(platform, limits::STEP_UP, user.as_str()).await?;
            if !shown.password.is_empty() && !session.second_factor && second_factor::has(platform, user).await? {
                return Err(not_alone());
            }
            let second_factor = by_heart(platform, pool, user, shown).await?;
            rate_limit::forget(platform, limits::STEP_UP, user.as_str()).await?;
            second_factor
        };
        transaction::run(platform.database(), |tx| {
            let (platform, session) = (platform.clone(), session.clone());
            Box::pin(async move { settle(tx, &platform, &session, second_factor).await })
        })
        .await
    }

    fn not_alone() -> AppError {
        AppError::invalid("", "Your account has two-step sign-in: confirm with a code or a passkey.")
    }

    /// Whether it was a second factor that was typed.
    async fn by_heart(platform: &Platform, pool: &PasswordPool, user: &UserId, shown: &Shown) -> AppResult<bool> {
        if !shown.password.is_empty() {
            let person = user::store::of_id(platform, user).await?.ok_or(AppError::SignIn)?;
            let phc = person.password_hash.unwrap_or_else(|| NOBODYS.to_owned());
            return match pool.verify(&shown.password, phc).await? {
                true => Ok(false),
                false => Err(AppError::invalid("password", "This is not your password.")),
            };
        }
        if shown.code.trim().is_empty() {
            return Err(AppError::invalid("", "Enter your password or a code."));
        }
        match second_factor::spend(platform, pool, user, &shown.code).await? {
            Some(_) => Ok(true),
            None => Err(AppError::invalid("code", "This code is not right, or it was used already.")),
        }
    }

    async fn settle(tx: &mut Tx, platform: &Platform, session: &ActiveSession, second_factor: bool) -> TxResult<Token> {
        let renewed = store::renew(tx, platform, &session.id, session.second_factor || second_factor).await?;
        Ok(renewed.ok_or(AppError::SignIn)?)
    }
}
