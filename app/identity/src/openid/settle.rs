//! Who the person at the issuer is here.

use super::{
    arrive::Arrived,
    confirm_link::attach,
    record::{Flow, LIFE, Purpose, Waiting},
    store,
};
use crate::{
    arrival::Arrival,
    email::EmailAddress,
    entry::after_one_factor,
    openid::record::Identity,
    session::{self, start::Proof},
    trusted_device::mark::known as known_device,
    user::{self, User},
};
use kernel::{
    AppError, AppResult, Platform, Timestamp, Tx, UserId,
    hidden::is_hidden,
    ports::{ActiveSession, OpenIdClaims},
    transaction::{self, TxResult},
};
use std::time::Duration;

const LONGEST_NAME: usize = 80;
/// The issuer's clock and ours, by at most so much.
const CLOCKS_DIFFER: Duration = Duration::from_secs(60);

pub async fn settle(
    platform: &Platform,
    arrival: &Arrival,
    session: Option<&ActiveSession>,
    flow: Flow,
    claims: OpenIdClaims,
) -> AppResult<Arrived> {
    match &flow.purpose {
        Purpose::SignIn => sign_in(platform, arrival, flow, claims).await,
        Purpose::Link(user) => match session {
            Some(session) if session.user == *user => link(platform, user, &claims).await,
            _ => Ok(Arrived::SomebodyElse),
        },
        Purpose::Confirm(id) => match session {
            Some(session) if session.id == *id => confirm(platform, session, &flow, &claims).await,
            _ => Ok(Arrived::SomebodyElse),
        },
    }
}

/// The address that the issuer knows to be the person's.
fn verified(claims: &OpenIdClaims) -> Option<EmailAddress> {
    let email = claims.email.as_deref().filter(|_| claims.email_verified);
    let email = email.and_then(|email| EmailAddress::parse(email).ok());
    if email.is_none() {
        tracing::warn!(issuer = claims.issuer, "an issuer does not vouch for a person's address");
    }
    email
}

async fn sign_in(platform: &Platform, arrival: &Arrival, flow: Flow, claims: OpenIdClaims) -> AppResult<Arrived> {
    if let Some(user) = known(platform, &claims).await? {
        return enter(platform, arrival, &user, flow.return_to, "/home").await;
    }
    let Some(email) = verified(&claims) else { return Ok(Arrived::Unverified) };
    if let Some(user) = newcomer(platform, arrival, &claims, &email).await? {
        return enter(platform, arrival, &user, flow.return_to, "/workspaces/new").await;
    }
    // The address has an account: the same person's, if they came back in another tab just now.
    match known(platform, &claims).await? {
        Some(user) => enter(platform, arrival, &user, flow.return_to, "/home").await,
        None => wait(platform, arrival, flow, claims, email).await,
    }
}

/// Somebody with a new account; nobody if the address has one.
async fn newcomer(
    platform: &Platform,
    arrival: &Arrival,
    claims: &OpenIdClaims,
    email: &EmailAddress,
) -> AppResult<Option<User>> {
    if user::store::of_email(platform, email).await?.is_some() {
        return Ok(None);
    }
    match create(platform, arrival, claims, email).await {
        Ok(user) => Ok(Some(user)),
        Err(AppError::Conflict(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn known(platform: &Platform, claims: &OpenIdClaims) -> AppResult<Option<User>> {
    match store::of_subject(platform, &claims.issuer, &claims.subject).await? {
        Some(identity) => Ok(user::store::of_id(platform, &identity.user_id).await?),
        None => Ok(None),
    }
}

async fn enter(
    platform: &Platform,
    arrival: &Arrival,
    user: &User,
    return_to: Option<String>,
    otherwise: &str,
) -> AppResult<Arrived> {
    let device = known_device(platform, arrival, Some(&user.id)).await?;
    let entry = after_one_factor(platform, arrival, user.id.clone(), Proof::ONE, device).await?;
    Ok(Arrived::In { entry, go_to: return_to.unwrap_or_else(|| otherwise.to_owned()) })
}

/// Two who have one address need not be one person: an account that somebody made with another's
/// address before them must not become theirs with a click. So it is linked from inside.
async fn wait(
    platform: &Platform,
    arrival: &Arrival,
    flow: Flow,
    claims: OpenIdClaims,
    email: EmailAddress,
) -> AppResult<Arrived> {
    let Some(browser) = &arrival.openid else { return Ok(Arrived::Over) };
    let waiting = Waiting {
        browser_hash: browser.hash(),
        issuer: claims.issuer,
        subject: claims.subject,
        email,
        return_to: flow.return_to,
        expires_at: platform.now().after(LIFE),
    };
    store::keep_waiting(platform, &waiting).await?;
    Ok(Arrived::HasAccount)
}

/// A new account without a password. A duplicate when the address or the person has one.
async fn create(
    platform: &Platform,
    arrival: &Arrival,
    claims: &OpenIdClaims,
    email: &EmailAddress,
) -> AppResult<User> {
    let mut user = User::new(platform, email.clone(), name(claims.name.as_deref(), email), None);
    user.time_zone = arrival.time_zone.clone();
    let identity = Identity::of(&claims.issuer, &claims.subject, &user.id, email, platform.now());
    transaction::run(platform.database(), |tx| {
        let (platform, user, identity) = (platform.clone(), user.clone(), identity.clone());
        Box::pin(async move { write(tx, &platform, &user, &identity).await })
    })
    .await?;
    Ok(user)
}

async fn write(tx: &mut Tx, platform: &Platform, user: &User, identity: &Identity) -> TxResult<()> {
    user::store::insert(tx, platform, user).await?;
    store::insert(tx, platform, identity).await
}

/// A name by the rules of registration, whatever the issuer says: else what stands before the `@`.
fn name(claimed: Option<&str>, email: &EmailAddress) -> String {
    let visible = |text: &str| -> String {
        let shown: String = text.chars().map(|sign| if is_hidden(sign) { ' ' } else { sign }).collect();
        let words: Vec<&str> = shown.split_whitespace().collect();
        words.join(" ").chars().take(LONGEST_NAME).collect::<String>().trim_end().to_owned()
    };
    let name = claimed.map(visible).unwrap_or_default();
    if name.is_empty() { visible(email.local_part()) } else { name }
}

async fn link(platform: &Platform, user: &UserId, claims: &OpenIdClaims) -> AppResult<Arrived> {
    let Some(email) = verified(claims) else { return Ok(Arrived::Unverified) };
    let identity = Identity::of(&claims.issuer, &claims.subject, user, &email, platform.now());
    attach(platform, &identity).await
}

async fn confirm(
    platform: &Platform,
    session: &ActiveSession,
    flow: &Flow,
    claims: &OpenIdClaims,
) -> AppResult<Arrived> {
    let found = store::of_subject(platform, &claims.issuer, &claims.subject).await?;
    if found.is_none_or(|identity| identity.user_id != session.user) {
        return Ok(Arrived::SomebodyElse);
    }
    if !signed_in_since(flow, claims, platform.now()) {
        tracing::warn!(issuer = claims.issuer, "an issuer does not say that somebody signed in there anew");
        return Ok(Arrived::NotAnew);
    }
    let renewed = transaction::run(platform.database(), |tx| {
        let (platform, session) = (platform.clone(), session.clone());
        Box::pin(async move { session::store::renew(tx, &platform, &session.id, session.second_factor).await })
    });
    Ok(match renewed.await? {
        Some(token) => {
            Arrived::Confirmed { token, go_to: flow.return_to.clone().unwrap_or_else(|| "/account".to_owned()) }
        }
        None => Arrived::SomebodyElse,
    })
}

/// Whether the person signed in at the issuer after the flow began, as far as clocks agree. An
/// issuer that heeds nothing of what it is asked sends back whoever sits at the browser.
fn signed_in_since(flow: &Flow, claims: &OpenIdClaims, now: Timestamp) -> bool {
    let fits = |at: Timestamp| flow.expires_at.since(at) <= LIFE + CLOCKS_DIFFER && at.since(now) <= CLOCKS_DIFFER;
    claims.signed_in_at.is_some_and(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_from_elsewhere_is_one_that_could_be_typed_here() {
        let email = EmailAddress::parse("ada@example.com").unwrap();
        for (claimed, given) in [
            (Some("Ada Lovelace"), "Ada Lovelace"),
            (Some("  Ada\n\u{202e}Lovelace\0 "), "Ada Lovelace"),
            (Some("\u{202e}\n "), "ada"),
            (Some(""), "ada"),
            (None, "ada"),
        ] {
            assert_eq!(name(claimed, &email), given, "{claimed:?}");
        }
        assert_eq!(name(Some(&"é ".repeat(200)), &email).chars().count(), 79);
    }
}
