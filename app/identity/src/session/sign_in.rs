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
    let entry = verify(&platform, crate::password::pool::pool(), &arrival, &email, &password).await?;
    entry.answer(&platform, &return_to);
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::verify;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        arrival::Arrival,
        email::EmailAddress,
        entry::{Entry, after_one_factor},
        limits,
        password::pool::{NOBODYS, PasswordPool},
        session::start::{Proof, no_match},
        trusted_device::{mark::known, record::TrustedDevice},
        user,
    };
    use kernel::{AppResult, FieldError, Platform, rate_limit, rate_limit::Limit};

    /// The way in for whoever knows the password: a session, or the second step. An address that
    /// nobody has costs the same work and gets the same words; whether an account has a second step
    /// is learned after its password only.
    pub async fn verify(
        platform: &Platform,
        pool: &PasswordPool,
        arrival: &Arrival,
        email: &str,
        password: &str,
    ) -> AppResult<Entry> {
        let email = check(email, password)?;
        let (network, pair) = (arrival.network(), arrival.pair(&email));
        rate_limit::attempt(platform, limits::SIGN_IN, &network).await?;
        rate_limit::attempt(platform, limits::SIGN_IN_AS, &pair).await?;
        let found = user::store::of_email(platform, &email).await?;
        let device = known(platform, arrival, found.as_ref().map(|user| &user.id)).await?;
        let (ceiling, subject) = ceiling(&email, device.as_ref());
        rate_limit::attempt(platform, ceiling, &subject).await?;
        let phc = found.as_ref().and_then(|user| user.password_hash.as_deref()).unwrap_or(NOBODYS).to_owned();
        let is_right = pool.verify(password, phc).await?;
        let user = found.filter(|_| is_right).ok_or_else(no_match)?;
        rate_limit::forget(platform, limits::SIGN_IN_AS, &pair).await?;
        rate_limit::forget(platform, ceiling, &subject).await?;
        let proof = Proof::password(user.password_hash.ok_or_else(no_match)?);
        after_one_factor(platform, arrival, user.id, proof, device).await
    }

    /// Where the account's failures are counted, from wherever they come. A browser that the
    /// account has signed in with counts its own: strangers who guess do not keep it out.
    fn ceiling(email: &EmailAddress, device: Option<&TrustedDevice>) -> (Limit, String) {
        match device {
            Some(device) => (limits::SIGN_IN_DEVICE, device.token_hash.clone()),
            None => (limits::SIGN_IN_ACCOUNT, email.to_string()),
        }
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
}
