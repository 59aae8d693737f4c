use super::PasskeyId;
use kernel::AppResult;
use leptos::prelude::*;

/// Forgets a passkey. The last way into the account stays.
#[server(prefix = "/api", endpoint = "identity/passkeys/remove")]
pub async fn remove_passkey(id: PasskeyId) -> AppResult<()> {
    let person = kernel::SignedIn::confirmed().await?;
    remove(person.platform(), person.user(), &id).await
}

#[cfg(feature = "ssr")]
pub use act::remove;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        notice::{self, Notice},
        passkey::{PasskeyId, store},
        second_factor::taken_away,
        sign_in_methods::is_left,
        user,
    };
    use kernel::{AppError, AppResult, Platform, Tx, UserId, transaction, transaction::TxResult};

    /// Somebody else's passkey looks like one that does not exist.
    pub async fn remove(platform: &Platform, user: &UserId, id: &PasskeyId) -> AppResult<()> {
        transaction::run(platform.database(), |tx| {
            let (platform, user, id) = (platform.clone(), user.clone(), id.clone());
            Box::pin(async move { settle(tx, &platform, &user, &id).await })
        })
        .await
    }

    async fn settle(tx: &mut Tx, platform: &Platform, user: &UserId, id: &PasskeyId) -> TxResult<()> {
        if !store::delete(tx, platform, user, id).await? {
            return Err(AppError::NotFound.into());
        }
        // Two removals at once meet here: one of them sees the other.
        let person = user::store::hold(tx, platform, user).await?.ok_or(AppError::SignIn)?;
        if !is_left(tx, platform, &person).await? {
            return Err(last_way_in().into());
        }
        notice::enqueue(tx, platform, &person, Notice::PasskeyRemoved).await?;
        taken_away(tx, platform, user).await
    }

    fn last_way_in() -> AppError {
        AppError::invalid(
            "",
            "This passkey is the only way into your account. Set a password or add another passkey first.",
        )
    }
}
