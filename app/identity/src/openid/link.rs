use super::Leaving;
use kernel::AppResult;
use leptos::prelude::*;

/// Begins to link somebody at the issuer to the account that one is signed in to.
#[server(prefix = "/api", endpoint = "identity/openid/link")]
pub async fn link_openid() -> AppResult<Leaving> {
    let person = kernel::SignedIn::confirmed().await?;
    let begun = begin_link(&person).await?;
    crate::cookies::keep_openid(person.platform(), &begun.browser);
    kernel::answer::go_to_from_form(&begun.go_to());
    Ok(begun.leaving())
}

#[cfg(feature = "ssr")]
use act::begin_link;

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

    pub async fn begin_link(person: &SignedIn) -> AppResult<Begun> {
        let (platform, arrival) = Arrival::of_request()?;
        begin(&platform, &arrival, Purpose::Link(person.user().clone()), "/account").await
    }
}
