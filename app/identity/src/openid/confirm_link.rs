use kernel::AppResult;
use leptos::prelude::*;

/// Links the person who waits in this browser to the account that one has signed in to since.
#[server(prefix = "/api", endpoint = "identity/openid/confirm_link")]
pub async fn confirm_link_openid() -> AppResult<()> {
    let person = kernel::SignedIn::confirmed().await?;
    let (platform, arrival) = crate::arrival::Arrival::of_request()?;
    let go_to = confirm_link(&platform, &arrival, person.user()).await?;
    kernel::answer::go_to(&go_to);
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::{attach, confirm_link};

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        arrival::Arrival,
        notice::{self, Notice},
        openid::{arrive::Arrived, begin::absent, record::Identity, store},
        user,
    };
    use kernel::{
        AppError, AppResult, Platform, Tx, UserId,
        transaction::{self, TxResult},
    };

    /// Where to go afterwards.
    pub async fn confirm_link(platform: &Platform, arrival: &Arrival, user: &UserId) -> AppResult<String> {
        let issuer = platform.ports().open_id.as_ref().ok_or_else(absent)?;
        let browser = arrival.openid.as_ref().ok_or_else(over)?;
        let waiting = store::waiting(platform, browser).await?.ok_or_else(over)?;
        let identity = Identity::of(&waiting.issuer, &waiting.subject, user, &waiting.email, platform.now());
        let arrived = attach(platform, &identity).await?;
        store::forget_waiting(platform, browser).await?;
        match arrived {
            Arrived::Linked => Ok(waiting.return_to.unwrap_or_else(|| "/account".to_owned())),
            Arrived::Taken => {
                Err(AppError::invalid("", format!("This {} account belongs to somebody else here.", issuer.label())))
            }
            _ => Err(AppError::invalid(
                "",
                format!("Your account is linked to another {} account. Unlink that one first.", issuer.label()),
            )),
        }
    }

    fn over() -> AppError {
        AppError::invalid("", "This took longer than 10 minutes, or it is done. Start again from your account.")
    }

    /// Makes the person there this user, and tells them. Twice is once.
    pub async fn attach(platform: &Platform, identity: &Identity) -> AppResult<Arrived> {
        let linked = transaction::run(platform.database(), |tx| {
            let (platform, identity) = (platform.clone(), identity.clone());
            Box::pin(async move { write(tx, &platform, &identity).await })
        });
        match linked.await {
            Ok(()) => Ok(Arrived::Linked),
            Err(AppError::Conflict(_)) => refused(platform, identity).await,
            Err(error) => Err(error),
        }
    }

    async fn write(tx: &mut Tx, platform: &Platform, identity: &Identity) -> TxResult<()> {
        store::insert(tx, platform, identity).await?;
        let owner = user::store::hold(tx, platform, &identity.user_id).await?.ok_or(AppError::SignIn)?;
        let issuer = platform.ports().open_id.as_ref().ok_or_else(absent)?.label().to_owned();
        let linked = Notice::OpenIdLinked { issuer, address: identity.email.clone() };
        notice::enqueue(tx, platform, &owner, linked).await
    }

    async fn refused(platform: &Platform, identity: &Identity) -> AppResult<Arrived> {
        let there = store::of_subject(platform, &identity.issuer, &identity.subject).await?;
        Ok(match there {
            Some(there) if there.user_id == identity.user_id => Arrived::Linked,
            Some(_) => Arrived::Taken,
            None => Arrived::LinkedAlready,
        })
    }
}
