use kernel::AppResult;
use leptos::prelude::*;

/// Asks for another address. Nothing changes before the new mailbox has answered.
#[server(prefix = "/api", endpoint = "identity/email_changes/request")]
pub async fn request_email_change(#[server(default)] email: String) -> AppResult<()> {
    let person = kernel::SignedIn::confirmed().await?;
    let (platform, arrival) = crate::arrival::Arrival::of_request()?;
    request(&platform, &arrival, person.user(), &email).await
}

#[cfg(feature = "ssr")]
pub use act::request;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        arrival::Arrival,
        email::EmailAddress,
        email_change::{
            mail,
            record::{EmailChange, LIFE, REGRET},
            store,
        },
        limits,
        user::{self, User},
    };
    use kernel::{AppError, AppResult, Platform, Token, UserId, mail::Mail, mail::enqueue, rate_limit, transaction};

    /// Whether the address is another account's decides only what its mailbox is told.
    pub async fn request(platform: &Platform, arrival: &Arrival, user: &UserId, typed: &str) -> AppResult<()> {
        let email = EmailAddress::parse(typed).map_err(|words| AppError::invalid("email", words))?;
        let user = user::store::of_id(platform, user).await?.ok_or(AppError::SignIn)?;
        if email == user.email {
            return Err(AppError::invalid("email", "This is your address already."));
        }
        rate_limit::attempt(platform, limits::EMAIL_CHANGE, user.id.as_str()).await?;
        rate_limit::attempt(platform, limits::MAIL_TO, &arrival.pair(&email)).await?;
        let taken = user::store::of_email(platform, &email).await?.is_some();
        let (token, cancel) = (Token::generate(platform), Token::generate(platform));
        let change = wish(platform, &user, email, &token, &cancel);
        let mails = [mail::to_new(platform, &change, &token, taken), mail::to_old(platform, &change, &cancel)];
        write(platform, change, mails).await
    }

    fn wish(platform: &Platform, user: &User, email: EmailAddress, token: &Token, cancel: &Token) -> EmailChange {
        let now = platform.now();
        EmailChange {
            token_hash: token.hash(),
            cancel_hash: cancel.hash(),
            user_id: user.id.clone(),
            old_email: user.email.clone(),
            new_email: email,
            requested_at: now,
            expires_at: now.after(LIFE),
            confirmed_at: None,
            regret_until: now.after(REGRET),
        }
    }

    async fn write(platform: &Platform, change: EmailChange, mails: [Mail; 2]) -> AppResult<()> {
        transaction::run(platform.database(), |tx| {
            let (platform, change, mails) = (platform.clone(), change.clone(), mails.clone());
            Box::pin(async move {
                store::void_waiting(tx, &platform, &change.user_id).await?;
                store::insert(tx, &platform, &change).await?;
                for mail in &mails {
                    enqueue(tx, &platform, mail).await?;
                }
                Ok(())
            })
        })
        .await
    }
}
