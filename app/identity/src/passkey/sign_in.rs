use kernel::AppResult;
use leptos::prelude::*;

/// Signs in with a passkey and nothing else.
#[server(prefix = "/api", endpoint = "identity/passkeys/sign_in")]
pub async fn sign_in_with_passkey(
    #[server(default)] credential: String,
    #[server(default)] return_to: String,
) -> AppResult<()> {
    let (platform, arrival) = crate::arrival::Arrival::of_request()?;
    let opened = sign_in(&platform, &arrival, &credential).await?;
    crate::entry::Entry::In(opened).answer(&platform, &return_to);
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::sign_in;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        arrival::Arrival,
        entry::{Admission, Opened, admit},
        limits,
        passkey::prove,
        session::start::Proof,
        trusted_device::mark::known,
    };
    use kernel::{AppError, AppResult, Platform, rate_limit};

    /// What one has and what one is or knows, in one step: it counts as two factors.
    pub async fn sign_in(platform: &Platform, arrival: &Arrival, credential: &str) -> AppResult<Opened> {
        rate_limit::attempt(platform, limits::PASSKEY, &arrival.network()).await?;
        if credential.is_empty() {
            return Err(AppError::invalid("", "This browser did not use a passkey. Sign in with your password."));
        }
        let user = prove::anybody(platform, arrival, credential).await?;
        let known = known(platform, arrival, Some(&user)).await?;
        admit(platform, arrival, Admission { user, proof: Proof::TWO, known, remember: false }).await
    }
}
