use kernel::AppResult;
use leptos::prelude::*;

/// Ends all sessions of the person but the one that asks; how many there were.
#[server(prefix = "/api", endpoint = "identity/sessions/end_others")]
pub async fn end_other_sessions() -> AppResult<u64> {
    let person = kernel::SignedIn::require().await?;
    end_others(person.platform(), person.session()).await
}

#[cfg(feature = "ssr")]
pub use act::end_others;

#[cfg(feature = "ssr")]
mod act {
    use crate::session::store;
    use kernel::{AppResult, Platform, ports::ActiveSession};

    pub async fn end_others(platform: &Platform, asking: &ActiveSession) -> AppResult<u64> {
        Ok(store::end_others(platform, &asking.user, &asking.id).await?)
    }
}
