use kernel::AppResult;
use leptos::prelude::*;

/// Puts the new address in the old one's place, with the token that was mailed to it.
#[server(prefix = "/api", endpoint = "identity/email_changes/confirm")]
pub async fn confirm_email_change(#[server(default)] token: String) -> AppResult<()> {
    let person = kernel::SignedIn::require().await?;
    confirm(person.platform(), person.user(), &token).await?;
    kernel::answer::go_to("/account");
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::confirm;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        email_change::{
            record::{EmailChange, spent},
            store,
        },
        limits,
        notice::{self, Notice},
        password_reset, user,
    };
    use kernel::{
        AppError, AppResult, Platform, StoreError, Token, Tx, UserId, rate_limit, transaction,
        transaction::{TxError, TxResult},
    };

    /// The token alone is not enough: mistyped, it would give the account to a stranger's mailbox.
    pub async fn confirm(platform: &Platform, user: &UserId, token: &str) -> AppResult<()> {
        rate_limit::attempt(platform, limits::LINK, user.as_str()).await?;
        let token = Token::parse(token).ok_or_else(spent)?;
        transaction::run(platform.database(), |tx| {
            let (platform, user, token) = (platform.clone(), user.clone(), token.clone());
            Box::pin(async move {
                let change = store::confirm(tx, &platform, &user, &token).await?.ok_or_else(spent)?;
                settle(tx, &platform, &change).await
            })
        })
        .await
    }

    async fn settle(tx: &mut Tx, platform: &Platform, change: &EmailChange) -> TxResult<()> {
        let (id, old, new) = (&change.user_id, &change.old_email, &change.new_email);
        match user::store::set_email(tx, platform, id, Some(old), new).await {
            Ok(true) => {}
            Ok(false) => return Err(spent().into()),
            Err(TxError::Store(StoreError::Duplicate(_))) => return Err(spent().into()),
            Err(error) => return Err(error),
        }
        // A link to the old mailbox would open what is the new one's now.
        password_reset::store::void(tx, platform, id).await?;
        let user = user::store::of_id_in(tx, platform, id).await?.ok_or(AppError::SignIn)?;
        for address in [old, new] {
            notice::enqueue_to(tx, platform, &user, address, Notice::EmailChanged { now: new.clone() }).await?;
        }
        Ok(())
    }
}
