use kernel::AppResult;
use leptos::prelude::*;

/// Whoever signs in at the issuer is a stranger again. Not where it is the last way in.
#[server(prefix = "/api", endpoint = "identity/openid/unlink")]
pub async fn unlink_openid() -> AppResult<()> {
    let person = kernel::SignedIn::confirmed().await?;
    let (platform, arrival) = crate::arrival::Arrival::of_request()?;
    unlink(&platform, &arrival, person.user()).await?;
    kernel::answer::go_to_from_form("/account");
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::unlink;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        arrival::Arrival,
        openid::{begin::absent, notice, store},
        sign_in_methods, user,
    };
    use kernel::{
        AppError, AppResult, Platform, Tx, UserId,
        transaction::{self, TxResult},
    };

    /// Unlinked already is fine, too.
    pub async fn unlink(platform: &Platform, arrival: &Arrival, user: &UserId) -> AppResult<()> {
        let issuer = platform.ports().open_id.clone().ok_or_else(absent)?;
        transaction::run(platform.database(), |tx| {
            let (platform, arrival, user, issuer) = (platform.clone(), arrival.clone(), user.clone(), issuer.clone());
            Box::pin(async move { detach(tx, &platform, &arrival, &user, issuer.issuer(), issuer.label()).await })
        })
        .await
    }

    async fn detach(
        tx: &mut Tx,
        platform: &Platform,
        arrival: &Arrival,
        user: &UserId,
        issuer: &str,
        label: &str,
    ) -> TxResult<()> {
        let Some(identity) = store::take(tx, platform, user, issuer).await? else { return Ok(()) };
        let owner = user::store::touch_ways_in(tx, platform, user).await?.ok_or(AppError::SignIn)?;
        if !sign_in_methods::has_another(tx, platform, &owner).await? {
            return Err(last(label).into());
        }
        notice::unlinked(tx, platform, arrival, &identity, &owner).await
    }

    fn last(label: &str) -> AppError {
        AppError::invalid("", format!("{label} is your only way in. Set a password or add a passkey first."))
    }
}
