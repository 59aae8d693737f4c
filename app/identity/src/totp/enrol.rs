use super::Enrolment;
use kernel::AppResult;
use leptos::prelude::*;

/// Makes a secret for an authenticator app. It counts once a code of it was confirmed.
#[server(prefix = "/api", endpoint = "identity/totp/enrol")]
pub async fn enrol_totp() -> AppResult<Enrolment> {
    let person = kernel::SignedIn::confirmed().await?;
    enrol(person.platform(), person.user()).await
}

#[cfg(feature = "ssr")]
pub use act::enrol;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        totp::{
            Enrolment, qr,
            record::{LIFE, PendingTotp, seal},
            secret::Secret,
            store,
        },
        user,
    };
    use kernel::{AppError, AppResult, Platform, UserId};

    /// `Conflict` to whoever has an app already: it is removed first.
    pub async fn enrol(platform: &Platform, user: &UserId) -> AppResult<Enrolment> {
        if store::of_user(platform, user).await?.is_some() {
            return Err(AppError::conflict("totp"));
        }
        let person = user::store::of_id(platform, user).await?.ok_or(AppError::SignIn)?;
        let secret = Secret::generate(platform);
        let pending = PendingTotp {
            user_id: user.clone(),
            secret: seal(platform, user, &secret)?,
            expires_at: platform.now().after(LIFE),
        };
        store::put_pending(platform, &pending).await?;
        let uri = secret.uri(person.email.as_str());
        Ok(Enrolment { key: secret.groups(), qr: qr::draw(&uri)?, uri })
    }
}
