use crate::recovery::FreshCodes;
use kernel::AppResult;
use leptos::prelude::*;

/// Turns the app on that was set up, with a code of it. Gives the recovery codes, if these are
/// the first. The session's token is a new one afterwards.
#[server(prefix = "/api", endpoint = "identity/totp/confirm")]
pub async fn confirm_totp(#[server(default)] code: String) -> AppResult<Option<FreshCodes>> {
    let person = kernel::SignedIn::confirmed().await?;
    let added = confirm(person.platform(), crate::password::pool::pool(), person.session(), &code).await?;
    crate::cookies::keep_session(person.platform(), &added.session);
    Ok(added.codes)
}

#[cfg(feature = "ssr")]
pub use act::confirm;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        limits,
        notice::{self, Notice},
        password::pool::PasswordPool,
        registration::code,
        second_factor::{Added, add},
        totp::{
            record::{PendingTotp, Totp, open},
            store,
        },
        user,
    };
    use kernel::{
        AppError, AppResult, Platform, StoreError, Tx,
        ports::ActiveSession,
        rate_limit,
        transaction::{TxError, TxResult},
    };

    /// The code that confirms is used up with that.
    pub async fn confirm(
        platform: &Platform,
        pool: &PasswordPool,
        session: &ActiveSession,
        typed: &str,
    ) -> AppResult<Added> {
        rate_limit::attempt(platform, limits::ENROL, session.user.as_str()).await?;
        let code = code::read(typed).ok_or_else(|| AppError::invalid("code", "Enter the 6 digits from your app."))?;
        let pending = store::pending(platform, &session.user).await?.ok_or_else(expired)?;
        let secret = open(platform, &session.user, &pending.secret)?;
        let step = secret.step_of(&code, platform.now(), 0).ok_or_else(wrong_code)?;
        let totp = Totp {
            user_id: session.user.clone(),
            secret: pending.secret.clone(),
            last_step: step,
            added_at: platform.now(),
        };
        add(platform, pool, session, move |tx, platform| {
            let (pending, totp) = (pending.clone(), totp.clone());
            Box::pin(async move { store_app(tx, &platform, &pending, &totp).await })
        })
        .await
    }

    async fn store_app(tx: &mut Tx, platform: &Platform, pending: &PendingTotp, totp: &Totp) -> TxResult<()> {
        if !store::consume(tx, platform, pending).await? {
            return Err(expired().into());
        }
        match store::insert(tx, platform, totp).await {
            Err(TxError::Store(StoreError::Duplicate(_))) => return Err(AppError::conflict("totp").into()),
            other => other?,
        }
        let person = user::store::of_id_in(tx, platform, &totp.user_id).await?.ok_or(AppError::SignIn)?;
        notice::enqueue(tx, platform, &person, Notice::TotpAdded).await
    }

    fn expired() -> AppError {
        AppError::invalid("", "This took longer than 30 minutes, or was done elsewhere. Start again.")
    }

    fn wrong_code() -> AppError {
        AppError::invalid(
            "code",
            "This is not the code that your app shows now. Wait for the next one, and look whether the phone's clock is right.",
        )
    }
}
