use super::TrustedDeviceId;
use kernel::AppResult;
use leptos::prelude::*;

/// The device is asked for the second step again.
#[server(prefix = "/api", endpoint = "identity/trusted_devices/forget")]
pub async fn forget_device(id: TrustedDeviceId) -> AppResult<()> {
    let person = kernel::SignedIn::require().await?;
    forget(person.platform(), person.user(), &id).await
}

#[cfg(feature = "ssr")]
pub use act::forget;

#[cfg(feature = "ssr")]
mod act {
    use crate::trusted_device::{TrustedDeviceId, store};
    use kernel::{AppError, AppResult, Platform, UserId};

    /// Somebody else's device looks like one that does not exist.
    pub async fn forget(platform: &Platform, user: &UserId, id: &TrustedDeviceId) -> AppResult<()> {
        match store::forget(platform, user, id).await? {
            0 => Err(AppError::NotFound),
            _ => Ok(()),
        }
    }
}
