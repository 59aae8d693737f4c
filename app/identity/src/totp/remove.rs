use kernel::AppResult;
use leptos::prelude::*;

/// Forgets the authenticator app.
#[server(prefix = "/api", endpoint = "identity/totp/remove")]
pub async fn remove_totp() -> AppResult<()> {
    let person = kernel::SignedIn::confirmed().await?;
    remove(person.platform(), person.user()).await
}

#[cfg(feature = "ssr")]
pub use act::remove;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        notice::{self, Notice},
        second_factor::taken_away,
        totp::store,
        user,
    };
    use kernel::{AppError, AppResult, Platform, Tx, UserId, transaction, transaction::TxResult};

    pub async fn remove(platform: &Platform, user: &UserId) -> AppResult<()> {
        transaction::run(platform.database(), |tx| {
            let (platform, user) = (platform.clone(), user.clone());
            Box::pin(async move { settle(tx, &platform, &user).await })
        })
        .await
    }

    async fn settle(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<()> {
        // Without one it was removed elsewhere meanwhile: what was wanted is so.
        if !store::delete(tx, platform, user).await? {
            return Ok(());
        }
        // As where a passkey is removed: at the same moment, one of the two sees that nothing is left.
        let person = user::store::hold(tx, platform, user).await?.ok_or(AppError::SignIn)?;
        notice::enqueue(tx, platform, &person, Notice::TotpRemoved).await?;
        taken_away(tx, platform, user).await
    }
}
