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
    };
    use kernel::{AppResult, SignedIn};

    pub async fn begin_confirm(person: &SignedIn, return_to: &str) -> AppResult<Begun> {
        let (platform, arrival) = Arrival::of_request()?;
        begin(&platform, &arrival, Purpose::Confirm(person.session().id.clone()), return_to).await
    }
}
