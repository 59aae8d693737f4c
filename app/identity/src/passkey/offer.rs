use kernel::AppResult;
use leptos::prelude::*;

/// What the browser asks any passkey that it has for us, as JSON.
#[server(prefix = "/api", endpoint = "identity/passkeys/offer")]
pub async fn offer_passkey() -> AppResult<String> {
    let (platform, arrival) = crate::arrival::Arrival::of_request()?;
    let asked = offer(&platform, &arrival).await?;
    crate::cookies::keep_challenge(&platform, &asked.token);
    Ok(asked.options)
}

#[cfg(feature = "ssr")]
pub use act::offer;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        arrival::Arrival,
        limits,
        passkey::ask::{Asked, any},
    };
    use kernel::{AppResult, Platform, rate_limit};

    pub async fn offer(platform: &Platform, arrival: &Arrival) -> AppResult<Asked> {
        rate_limit::attempt(platform, limits::PASSKEY_OFFER, &arrival.network()).await?;
        any(platform).await
    }
}
