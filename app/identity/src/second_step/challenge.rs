use kernel::AppResult;
use leptos::prelude::*;

/// What the browser asks the person's passkey, as JSON, after the right password.
#[server(prefix = "/api", endpoint = "identity/second_step/challenge")]
pub async fn challenge_second_step() -> AppResult<String> {
    let (platform, arrival) = crate::arrival::Arrival::of_request()?;
    let asked = challenge(&platform, &arrival).await?;
    crate::cookies::keep_challenge(&platform, &asked.token);
    Ok(asked.options)
}

#[cfg(feature = "ssr")]
pub use act::challenge;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        arrival::Arrival,
        limits,
        passkey::{
            ask::{Asked, own},
            challenge_record::Purpose,
        },
        second_step::{record::spent, store},
    };
    use kernel::{AppResult, Platform, rate_limit};

    pub async fn challenge(platform: &Platform, arrival: &Arrival) -> AppResult<Asked> {
        rate_limit::attempt(platform, limits::PASSKEY, &arrival.network()).await?;
        let token = arrival.second_step.as_ref().ok_or_else(spent)?;
        let step = store::find(platform, token).await?.ok_or_else(spent)?;
        own(platform, Purpose::SecondStep, &step.user_id).await
    }
}
