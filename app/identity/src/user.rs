//! A person who signs in. One person is one email address, in its one spelling.

pub mod store;

use crate::email::EmailAddress;
use kernel::{Global, Index, Record, Timestamp, UserId};
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
    pub created_at: Timestamp,
}

impl Record for User {
    const COLLECTION: &'static str = "users";

    fn indexes() -> Vec<Index> {
        vec![Index::on(&[("email", 1)]).unique()]
    }
}

impl Global for User {}
