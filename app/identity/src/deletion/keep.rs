use kernel::AppResult;
use leptos::prelude::*;

/// Keeps the account after all: the session of somebody who is leaving opens this and nothing else.
#[server(prefix = "/api", endpoint = "identity/deletions/keep")]
pub async fn keep_account() -> AppResult<()> {
    let (platform, arrival) = crate::arrival::Arrival::of_request()?;
    keep(&platform, &arrival).await?;
    kernel::answer::go_to("/home");
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::keep;

#[cfg(feature = "ssr")]
mod act {
    use crate::{arrival::Arrival, session, user};
    use kernel::{AppError, AppResult, Platform, transaction};

    pub async fn keep(platform: &Platform, arrival: &Arrival) -> AppResult<()> {
        let token = arrival.session.as_ref().ok_or(AppError::SignIn)?;
        let leaving = session::store::leaving_of_token(platform, token).await?.ok_or(AppError::SignIn)?;
        transaction::run(platform.database(), |tx| {
            let (platform, user) = (platform.clone(), leaving.user_id.clone());
            Box::pin(async move {
                user::store::keep(tx, &platform, &user).await?;
                session::store::stay(tx, &platform, &user).await
            })
        })
        .await
    }
}
