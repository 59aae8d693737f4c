use super::Ways;
use kernel::AppResult;
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// By what the person can show in this session that it is them.
#[server(prefix = "/api", endpoint = "identity/sessions/ways", input = GetUrl)]
pub async fn ways_to_confirm() -> AppResult<Ways> {
    let person = kernel::SignedIn::require().await?;
    to_confirm(person.platform(), person.session()).await
}

#[cfg(feature = "ssr")]
pub use act::{to_confirm, ways};

#[cfg(feature = "ssr")]
mod act {
    use crate::{passkey, session::Ways, totp, user};
    use kernel::{AppError, AppResult, Platform, UserId, ports::ActiveSession};

    /// As [`ways`]. A session from before there was a second factor has not passed it: its password
    /// alone must not add factors or take them away.
    pub async fn to_confirm(platform: &Platform, session: &ActiveSession) -> AppResult<Ways> {
        let ways = ways(platform, &session.user).await?;
        Ok(Ways { password: ways.password && (session.second_factor || !ways.has_second_factor()), ..ways })
    }

    pub async fn ways(platform: &Platform, user: &UserId) -> AppResult<Ways> {
        let (person, app, passkeys) = tokio::try_join!(
            user::store::of_id(platform, user),
            totp::store::of_user(platform, user),
            passkey::store::count(platform, user),
        )?;
        let password = person.ok_or(AppError::SignIn)?.password_hash.is_some();
        Ok(Ways { password, app: app.is_some(), passkey: passkeys > 0 })
    }
}
