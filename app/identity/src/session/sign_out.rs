use kernel::AppResult;
use leptos::prelude::*;

/// Ends this browser's session, if it has one.
#[server(prefix = "/api", endpoint = "identity/sessions/sign_out")]
pub async fn sign_out() -> AppResult<()> {
    let (platform, arrival) = crate::arrival::Arrival::of_request()?;
    end_arrived(&platform, &arrival).await?;
    crate::cookies::drop_session(&platform);
    kernel::answer::go_to("/sign-in");
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::end_arrived;

#[cfg(feature = "ssr")]
mod act {
    use crate::{arrival::Arrival, session::store};
    use kernel::{AppResult, Platform};

    /// Its token opens nothing from now on, wherever else it may have got to.
    pub async fn end_arrived(platform: &Platform, arrival: &Arrival) -> AppResult<()> {
        if let Some(token) = &arrival.session {
            store::end_token(platform, token).await?;
        }
        Ok(())
    }
}
