use kernel::AppResult;
use leptos::prelude::*;

/// Whoever signs in at the issuer is a stranger again. Not where it is the last way in.
#[server(prefix = "/api", endpoint = "identity/openid/unlink")]
pub async fn unlink_openid() -> AppResult<()> {
    let person = kernel::SignedIn::confirmed().await?;
    unlink(person.platform(), person.user()).await?;
    kernel::answer::go_to_from_form("/account");
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::unlink;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        notice::{self, Notice},
        openid::{begin::absent, store},
        sign_in_methods, user,
    };
    use kernel::{
        AppError, AppResult, Platform, Tx, UserId,
        transaction::{self, TxResult},
    };

    /// Unlinked already is fine, too.
    pub async fn unlink(platform: &Platform, user: &UserId) -> AppResult<()> {
        let issuer = platform.ports().open_id.clone().ok_or_else(absent)?;
        transaction::run(platform.database(), |tx| {
            let (platform, user, issuer) = (platform.clone(), user.clone(), issuer.clone());
            Box::pin(async move { detach(tx, &platform, &user, issuer.issuer(), issuer.label()).await })
        })
        .await
    }

    async fn detach(tx: &mut Tx, platform: &Platform, user: &UserId, issuer: &str, label: &str) -> TxResult<()> {
        let Some(identity) = store::take(tx, platform, user, issuer).await? else { return Ok(()) };
        let owner = user::store::hold(tx, platform, user).await?.ok_or(AppError::SignIn)?;
        if !sign_in_methods::is_left(tx, platform, &owner).await? {
            return Err(last(label).into());
        }
        notice::enqueue(
            tx,
            platform,
            &owner,
            Notice::OpenIdUnlinked { issuer: label.to_owned(), address: identity.email },
        )
        .await
    }

    fn last(label: &str) -> AppError {
        AppError::invalid("", format!("{label} is your only way in. Set a password or add a passkey first."))
    }
}
