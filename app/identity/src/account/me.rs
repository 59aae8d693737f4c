use super::Account;
use kernel::AppResult;
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// Who is signed in.
#[server(prefix = "/api", endpoint = "identity/account/me", input = GetUrl)]
pub async fn me() -> AppResult<Account> {
    let person = kernel::SignedIn::require().await?;
    account(person.platform(), person.user()).await
}

#[cfg(feature = "ssr")]
pub use act::account;

#[cfg(feature = "ssr")]
mod act {
    use crate::{account::Account, user::store};
    use kernel::{AppError, AppResult, Platform, UserId};

    pub async fn account(platform: &Platform, user: &UserId) -> AppResult<Account> {
        let user = store::of_id(platform, user).await?.ok_or(AppError::SignIn)?;
        Ok(Account { name: user.name, email: user.email.to_string() })
    }
}
