use kernel::AppResult;
use leptos::prelude::*;

/// Takes back what the person asked for, before it is confirmed.
#[server(prefix = "/api", endpoint = "identity/email_changes/withdraw")]
pub async fn withdraw_email_change() -> AppResult<()> {
    let person = kernel::SignedIn::require().await?;
    withdraw(person.platform(), person.user()).await
}

#[cfg(feature = "ssr")]
pub use act::withdraw;

#[cfg(feature = "ssr")]
mod act {
    use crate::email_change::store;
    use kernel::{AppResult, Platform, UserId, transaction};

    /// Nothing to take back is no error: what is wanted is so.
    pub async fn withdraw(platform: &Platform, user: &UserId) -> AppResult<()> {
        transaction::run(platform.database(), |tx| {
            let (platform, user) = (platform.clone(), user.clone());
            Box::pin(async move { store::void_waiting(tx, &platform, &user).await })
        })
        .await?;
        Ok(())
    }
}
