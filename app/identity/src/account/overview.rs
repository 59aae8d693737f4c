use super::Overview;
use kernel::AppResult;
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// The person's account as it is now.
#[server(prefix = "/api", endpoint = "identity/account/overview", input = GetUrl)]
pub async fn show_account() -> AppResult<Overview> {
    let person = kernel::SignedIn::require().await?;
    overview(person.platform(), person.user()).await
}

#[cfg(feature = "ssr")]
pub use act::overview;

#[cfg(feature = "ssr")]
mod act {
    use crate::{account::Overview, email_change, export, user};
    use kernel::{AppError, AppResult, Platform, UserId};

    pub async fn overview(platform: &Platform, id: &UserId) -> AppResult<Overview> {
        let user = user::store::of_id(platform, id).await?.ok_or(AppError::SignIn)?;
        let change = email_change::store::waiting_of(platform, id).await?;
        let export = export::store::of_user(platform, id).await?;
        Ok(Overview {
            name: user.name,
            email: user.email.to_string(),
            language: user.language,
            time_zone: user.time_zone.unwrap_or_default(),
            has_password: user.password_hash.is_some(),
            new_email: change.map(|change| change.new_email.to_string()),
            export: export.map(|export| export.view()),
        })
    }
}
