use super::PasskeyId;
use kernel::AppResult;
use leptos::prelude::*;

/// Gives a passkey another name.
#[server(prefix = "/api", endpoint = "identity/passkeys/rename")]
pub async fn rename_passkey(id: PasskeyId, #[server(default)] name: String) -> AppResult<()> {
    let person = kernel::SignedIn::require().await?;
    rename(person.platform(), person.user(), &id, &name).await
}

#[cfg(feature = "ssr")]
pub use act::rename;

#[cfg(feature = "ssr")]
mod act {
    use crate::passkey::{self, PasskeyId, store};
    use kernel::{AppError, AppResult, Platform, UserId};

    /// Somebody else's passkey looks like one that does not exist.
    pub async fn rename(platform: &Platform, user: &UserId, id: &PasskeyId, name: &str) -> AppResult<()> {
        let name = passkey::name(name).map_err(|words| AppError::invalid("name", words))?;
        match store::rename(platform, user, id, &name).await? {
            true => Ok(()),
            false => Err(AppError::NotFound),
        }
    }
}
