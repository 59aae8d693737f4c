use crate::account::Security;
use kernel::AppResult;
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// How the person's account is kept.
#[server(prefix = "/api", endpoint = "identity/account/security", input = GetUrl)]
pub async fn account_security() -> AppResult<Security> {
    let person = kernel::SignedIn::require().await?;
    let (platform, arrival) = crate::arrival::Arrival::of_request()?;
    look(&platform, &arrival, person.session()).await
}

#[cfg(feature = "ssr")]
pub use act::look;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        account::Security,
        arrival::Arrival,
        passkey, recovery,
        session::Ways,
        totp,
        trusted_device::{self, TrustedDeviceView, record::TrustedDevice},
        user,
    };
    use kernel::{AppError, AppResult, Platform, ports::ActiveSession};

    pub async fn look(platform: &Platform, arrival: &Arrival, session: &ActiveSession) -> AppResult<Security> {
        let user = &session.user;
        let person = user::store::of_id(platform, user).await?.ok_or(AppError::SignIn)?;
        let app = totp::store::of_user(platform, user).await?;
        let codes = recovery::store::of_user(platform, user).await?;
        let passkeys = passkey::store::of_user(platform, user).await?;
        let devices = trusted_device::store::remembered(platform, user).await?;
        let this = arrival.device_token.as_ref().map(|token| token.hash());
        Ok(Security {
            ways: Ways { password: person.password_hash.is_some(), app: app.is_some(), passkey: !passkeys.is_empty() },
            this_device: session.device.clone(),
            passed_both: session.second_factor,
            app_added_at: app.map(|app| app.added_at),
            recovery_codes_left: codes.map_or(0, |codes| codes.hashes.len()),
            passkeys: passkeys.into_iter().map(|passkey| passkey.seen()).collect(),
            devices: devices.into_iter().filter_map(|device| seen(device, this.as_deref())).collect(),
        })
    }

    fn seen(device: TrustedDevice, this: Option<&str>) -> Option<TrustedDeviceView> {
        Some(TrustedDeviceView {
            remembered_until: device.remembered_until?,
            this_device: this == Some(&device.token_hash),
            id: device.id,
            device: device.device,
            last_used_at: device.last_used_at,
        })
    }
}
