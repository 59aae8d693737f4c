use crate::email::EmailAddress;
use kernel::{Global, Index, Record, SessionId, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::time::Duration;

/// How long a person may take at the issuer, and afterwards with signing in to link.
pub const LIFE: Duration = Duration::from_secs(10 * 60);

/// A person at an issuer, who is a user here. By the issuer's own name for them: an address may
/// change hands there (OpenID Connect Core, 5.7).
#[derive(Clone, Serialize, Deserialize)]
pub struct Identity {
    /// The SHA-256 of issuer and subject.
    #[serde(rename = "_id")]
    pub id: String,
    pub issuer: String,
    pub subject: String,
    pub user_id: UserId,
    /// As it was when they were linked: for the person to tell which account it is.
    pub email: EmailAddress,
    pub linked_at: Timestamp,
}

impl Identity {
    pub fn of(issuer: &str, subject: &str, user: &UserId, email: &EmailAddress, now: Timestamp) -> Self {
        let digest = Sha256::new().chain_update(issuer).chain_update([0]).chain_update(subject).finalize();
        Self {
            id: hex::encode(digest),
            issuer: issuer.to_owned(),
            subject: subject.to_owned(),
            user_id: user.clone(),
            email: email.clone(),
            linked_at: now,
        }
    }
}

impl Record for Identity {
    const COLLECTION: &'static str = "identities";

    fn indexes() -> Vec<Index> {
        vec![Index::on(&[("issuer", 1), ("subject", 1)]).unique(), Index::on(&[("user_id", 1), ("issuer", 1)]).unique()]
    }
}

impl Global for Identity {}

/// What a journey to the issuer is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    SignIn,
    /// The person at the issuer shall be this user.
    Link(UserId),
    /// Whoever works in this session shows again who they are.
    Confirm(SessionId),
}

impl Purpose {
    /// Whether the person has to sign in anew there: that they once did proves nothing now.
    pub const fn asks_anew(&self) -> bool {
        matches!(self, Self::Confirm(_))
    }
}

/// A journey to the issuer that has begun. Its secrets are not in it: they are made of the state in
/// the address and of the token in the cookie, and only a browser has both.
#[derive(Clone, Serialize, Deserialize)]
pub struct Flow {
    /// The SHA-256 of the state.
    #[serde(rename = "_id")]
    pub state_hash: String,
    /// The SHA-256 of the token in the cookie of the browser that began it.
    pub browser_hash: String,
    pub issuer: String,
    pub purpose: Purpose,
    pub return_to: Option<String>,
    pub expires_at: Timestamp,
}

impl Record for Flow {
    const COLLECTION: &'static str = "openid_flows";

    fn indexes() -> Vec<Index> {
        vec![Index::on(&[("expires_at", 1)]).expires_after(Duration::ZERO)]
    }
}

impl Global for Flow {}

/// Somebody who has signed in at the issuer with an address that has an account: it waits in the
/// browser until they have signed in to that account the way they do.
#[derive(Clone, Serialize, Deserialize)]
pub struct Waiting {
    /// The SHA-256 of the token in the browser's cookie.
    #[serde(rename = "_id")]
    pub browser_hash: String,
    pub issuer: String,
    pub subject: String,
    pub email: EmailAddress,
    pub return_to: Option<String>,
    pub expires_at: Timestamp,
}

impl Record for Waiting {
    const COLLECTION: &'static str = "openid_waiting";

    fn indexes() -> Vec<Index> {
        vec![Index::on(&[("expires_at", 1)]).expires_after(Duration::ZERO)]
    }
}

impl Global for Waiting {}
