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
    use crate::{second_factor::taken_away, totp::store};
    use kernel::{AppResult, Platform, Tx, UserId, transaction, transaction::TxResult};

    pub async fn remove(platform: &Platform, user: &UserId) -> AppResult<()> {
        transaction::run(platform.database(), |tx| {
            let (platform, user) = (platform.clone(), user.clone());
            Box::pin(async move { settle(tx, &platform, &user).await })
        })
        .await
    }

    async fn settle(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<()> {
        // Without one it was removed elsewhere meanwhile: what was wanted is so.
        if store::delete(tx, platform, user).await? {
            taken_away(tx, platform, user).await?;
        }
        Ok(())
    }
}
