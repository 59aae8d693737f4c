use kernel::{AppResult, SessionId};
use leptos::prelude::*;

/// Ends one session of the person's own.
#[server(prefix = "/api", endpoint = "identity/sessions/end")]
pub async fn end_session(id: SessionId) -> AppResult<()> {
    let person = kernel::SignedIn::require().await?;
    end(person.platform(), person.user(), &id).await
}

#[cfg(feature = "ssr")]
pub use act::end;

#[cfg(feature = "ssr")]
mod act {
    use crate::session::store;
    use kernel::{AppError, AppResult, Platform, SessionId, UserId};

    /// Somebody else's session looks like one that does not exist.
    pub async fn end(platform: &Platform, user: &UserId, id: &SessionId) -> AppResult<()> {
        match store::end(platform, user, id).await? {
            0 => Err(AppError::NotFound),
            _ => Ok(()),
        }
    }
}
