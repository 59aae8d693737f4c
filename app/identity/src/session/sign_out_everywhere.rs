use kernel::AppResult;
use leptos::prelude::*;

/// Ends all sessions of the person, this one too.
#[server(prefix = "/api", endpoint = "identity/sessions/sign_out_everywhere")]
pub async fn sign_out_everywhere() -> AppResult<()> {
    let person = kernel::SignedIn::require().await?;
    end_all(person.platform(), person.user()).await?;
    crate::cookies::drop_session(person.platform());
    kernel::answer::go_to("/sign-in");
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::end_all;

#[cfg(feature = "ssr")]
mod act {
    use crate::{entry::forget_browsers, session::store};
    use kernel::{AppResult, Platform, UserId, transaction};

    /// No browser is known any more, either: each is asked for all that there is to show.
    pub async fn end_all(platform: &Platform, user: &UserId) -> AppResult<()> {
        store::end_all(platform, user).await?;
        transaction::run(platform.database(), |tx| {
            let (platform, user) = (platform.clone(), user.clone());
            Box::pin(async move { forget_browsers(tx, &platform, &user).await })
        })
        .await
    }
}
