use super::Leaving;
use kernel::AppResult;
use leptos::prelude::*;

/// Begins to show again who one is, at the issuer: for who has no password and no passkey.
#[server(prefix = "/api", endpoint = "identity/openid/confirm")]
pub async fn confirm_openid(#[server(default)] return_to: String) -> AppResult<Leaving> {
    let person = kernel::SignedIn::require().await?;
    let begun = begin_confirm(&person, &return_to).await?;
    crate::cookies::keep_openid(person.platform(), &begun.browser);
    kernel::answer::go_to_from_form(&begun.go_to());
    Ok(begun.leaving())
}

#[cfg(feature = "ssr")]
use act::begin_confirm;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        arrival::Arrival,
        openid::{
            begin::{Begun, begin},
            record::Purpose,
        },
        sign_in_methods, user,
    };
    use kernel::{AppError, AppResult, Platform, SignedIn, UserId, transaction};

    pub async fn begin_confirm(person: &SignedIn, return_to: &str) -> AppResult<Begun> {
        let (platform, arrival) = Arrival::of_request()?;
        if has_another(&platform, person.user()).await? {
            return Err(AppError::invalid("", "Confirm with your password or a passkey."));
        }
        begin(&platform, &arrival, Purpose::Confirm(person.session().id.clone()), return_to).await
    }

    /// Whoever sits at a browser that is signed in at the issuer passes there: a password or a passkey
    /// says more, where there is one.
    pub async fn has_another(platform: &Platform, user: &UserId) -> AppResult<bool> {
        transaction::run(platform.database(), |tx| {
            let (platform, user) = (platform.clone(), user.clone());
            Box::pin(async move {
                let user = user::store::of_id_in(tx, &platform, &user).await?.ok_or(AppError::SignIn)?;
                sign_in_methods::has_another(tx, &platform, &user).await
            })
        })
        .await
    }
}
