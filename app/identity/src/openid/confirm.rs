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
        session::{Ways, ways::ways},
    };
    use kernel::{AppError, AppResult, SignedIn};

    pub async fn begin_confirm(person: &SignedIn, return_to: &str) -> AppResult<Begun> {
        let (platform, arrival) = Arrival::of_request()?;
        // Whoever sits at a browser that is signed in at the issuer passes there: what the person has
        // here says more, where there is something.
        if ways(&platform, person.user()).await? != Ways::default() {
            return Err(AppError::invalid("", "Confirm with your password, a code or a passkey."));
        }
        begin(&platform, &arrival, Purpose::Confirm(person.session().id.clone()), return_to).await
    }
}
