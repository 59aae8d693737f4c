use kernel::AppResult;
use leptos::prelude::*;

/// Sets the person's password, also the first one. Other devices are signed out.
#[server(prefix = "/api", endpoint = "identity/passwords/change")]
pub async fn change_password(#[server(default)] password: String) -> AppResult<()> {
    let person = kernel::SignedIn::confirmed().await?;
    change(person.platform(), crate::password::pool::pool(), person.session(), &password).await
}

#[cfg(feature = "ssr")]
pub use act::{change, settle};

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        email_change,
        entry::forget_browsers,
        limits,
        notice::{self, Notice},
        password::{judge::problem, pool::PasswordPool},
        password_reset, session,
        user::{self, User},
    };
    use kernel::{
        AppError, AppResult, Platform, Tx, ports::ActiveSession, rate_limit, transaction, transaction::TxResult,
    };

    pub async fn change(
        platform: &Platform,
        pool: &PasswordPool,
        asking: &ActiveSession,
        password: &str,
    ) -> AppResult<()> {
        rate_limit::attempt(platform, limits::PASSWORD_CHANGE, asking.user.as_str()).await?;
        let user = user::store::of_id(platform, &asking.user).await?.ok_or(AppError::SignIn)?;
        if let Some(words) = problem(password, user.email.as_str(), &user.name).await? {
            return Err(AppError::invalid("password", words));
        }
        let phc = pool.hash(password, platform.random()).await?;
        transaction::run(platform.database(), |tx| {
            let (platform, asking, user, phc) = (platform.clone(), asking.clone(), user.clone(), phc.clone());
            Box::pin(async move {
                settle(tx, &platform, &user, &phc).await?;
                session::store::end_others_in(tx, &platform, &asking.user, &asking.id).await?;
                session::store::rotate(tx, &platform, &asking.user).await
            })
        })
        .await
    }

    /// The new password, the word about it, and the end of every link that could undo it.
    pub async fn settle(tx: &mut Tx, platform: &Platform, user: &User, phc: &str) -> TxResult<()> {
        if !user::store::set_password(tx, platform, &user.id, phc).await? {
            return Err(AppError::SignIn.into());
        }
        password_reset::store::void(tx, platform, &user.id).await?;
        email_change::store::void_waiting(tx, platform, &user.id).await?;
        forget_browsers(tx, platform, &user.id).await?;
        let first = user.password_hash.is_none();
        notice::enqueue(tx, platform, user, if first { Notice::PasswordSet } else { Notice::PasswordChanged }).await
    }
}
