use kernel::AppResult;
use leptos::prelude::*;

/// Ends this browser's session, if it has one. With `return_to`, somebody who uses another account
/// comes back to that page.
#[server(prefix = "/api", endpoint = "identity/sessions/sign_out")]
pub async fn sign_out(#[server(default)] return_to: String) -> AppResult<()> {
    let (platform, arrival) = crate::arrival::Arrival::of_request()?;
    end_arrived(&platform, &arrival).await?;
    crate::cookies::drop_session(&platform);
    kernel::answer::go_to(&crate::public::sign_in_for(&return_to));
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
