use kernel::AppResult;
use leptos::prelude::*;

/// Signs in and goes to the page that was asked for.
#[server(prefix = "/api", endpoint = "identity/sessions/sign_in")]
pub async fn sign_in(
    #[server(default)] email: String,
    #[server(default)] password: String,
    #[server(default)] return_to: String,
) -> AppResult<()> {
    let (platform, arrival) = crate::arrival::Arrival::of_request()?;
    let token = verify(&platform, crate::password::pool::pool(), &arrival, &email, &password).await?;
    crate::cookies::keep_session(&platform, &token);
    kernel::answer::go_to(kernel::return_path::onward(&return_to).unwrap_or("/home"));
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::verify;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        arrival::Arrival,
        email::EmailAddress,
        limits,
        password::pool::{NOBODYS, PasswordPool},
        session::start::{Proof, start},
        token::Token,
        user::{self, User},
    };
    use kernel::{AppError, AppResult, FieldError, Platform, rate_limit, transaction};

    /// A new session for whoever knows the password. An address that nobody has costs the same
    /// work and gets the same words.
    pub async fn verify(
        platform: &Platform,
        pool: &PasswordPool,
        arrival: &Arrival,
        email: &str,
        password: &str,
    ) -> AppResult<Token> {
        let email = check(email, password)?;
        let (network, pair) = (arrival.network(), arrival.pair(&email));
        rate_limit::attempt(platform, limits::SIGN_IN, &network).await?;
        rate_limit::attempt(platform, limits::SIGN_IN_AS, &pair).await?;
        let found = user::store::of_email(platform, &email).await?;
        let phc = found.as_ref().and_then(|user| user.password_hash.as_deref()).unwrap_or(NOBODYS).to_owned();
        let known = pool.verify(password, phc).await?;
        let user = found.filter(|_| known).ok_or_else(no_match)?;
        rate_limit::forget(platform, limits::SIGN_IN_AS, &pair).await?;
        open(platform, user, arrival).await
    }

    fn check(email: &str, password: &str) -> AppResult<EmailAddress> {
        let mut wrong = Vec::new();
        let email = EmailAddress::parse(email).map_err(|words| wrong.push(FieldError::new("email", words)));
        if password.is_empty() {
            wrong.push(FieldError::new("password", "Enter your password."));
        }
        match email {
            Ok(email) if wrong.is_empty() => Ok(email),
            _ => Err(wrong.into()),
        }
    }

    fn no_match() -> AppError {
        AppError::invalid("", "That email and password don't match an account.")
    }

    async fn open(platform: &Platform, user: User, arrival: &Arrival) -> AppResult<Token> {
        transaction::run(platform.database(), |tx| {
            let (platform, user, arrival) = (platform.clone(), user.id.clone(), arrival.clone());
            Box::pin(async move { start(tx, &platform, &user, &arrival, Proof::ONE).await })
        })
        .await
    }
}
