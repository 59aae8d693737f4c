//! A person who signs in. One person is one email address, in its one spelling.

pub mod store;

use crate::{deletion::Deletion, email::EmailAddress, language::Language};
use kernel::{Global, Index, Platform, Record, Timestamp, UserId};
use serde::{Deserialize, Serialize};

#[derive(Clone, Serialize, Deserialize)]
pub struct User {
    #[serde(rename = "_id")]
    pub id: UserId,
    pub email: EmailAddress,
    pub name: String,
    /// A PHC string; none for who gets in by other ways only.
    #[serde(default)]
    pub password_hash: Option<String>,
    /// How dates are written to them.
    #[serde(default)]
    pub language: Language,
    /// An IANA name; without one, times are told in UTC.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// The labels of devices that they have signed in on, the newest last.
    #[serde(default)]
    pub known_devices: Vec<String>,
    /// Set while the account waits for its end.
    #[serde(default)]
    pub deletion: Option<Deletion>,
    pub created_at: Timestamp,
}

impl Record for User {
    const COLLECTION: &'static str = "users";

    fn indexes() -> Vec<Index> {
        vec![Index::on(&[("email", 1)]).unique()]
    }
}

impl Global for User {}

impl User {
    /// Somebody new, who has not chosen anything yet.
    pub fn new(platform: &Platform, email: EmailAddress, name: String, password_hash: Option<String>) -> Self {
        let now = platform.now();
        Self {
            id: UserId::generate(now, platform.random()),
            email,
            name,
            password_hash,
            language: Language::default(),
            time_zone: None,
            known_devices: Vec::new(),
            deletion: None,
            created_at: now,
        }
    }
}
