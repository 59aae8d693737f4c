use super::secret::Secret;
use kernel::{AppError, AppResult, Global, Index, Platform, Record, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long a person has to set up their app.
pub const LIFE: Duration = Duration::from_secs(30 * 60);

/// A person's authenticator app.
#[derive(Clone, Serialize, Deserialize)]
pub struct Totp {
    #[serde(rename = "_id")]
    pub user_id: UserId,
    /// Sealed for this user.
    pub secret: String,
    /// The newest step of which a code was used. Codes of it and of all before it are over: the
    /// update that moves it on is what makes a code work once.
    pub last_step: i64,
    pub added_at: Timestamp,
}

impl Record for Totp {
    const COLLECTION: &'static str = "totp";

    fn indexes() -> Vec<Index> {
        Vec::new()
    }
}

impl Global for Totp {}

/// A secret that was shown and waits for the first code. Showing another one replaces it.
#[derive(Clone, Serialize, Deserialize)]
pub struct PendingTotp {
    #[serde(rename = "_id")]
    pub user_id: UserId,
    pub secret: String,
    pub expires_at: Timestamp,
}

impl Record for PendingTotp {
    const COLLECTION: &'static str = "totp_pending";

    fn indexes() -> Vec<Index> {
        vec![Index::on(&[("expires_at", 1)]).expires_after(Duration::ZERO)]
    }
}

impl Global for PendingTotp {}

pub fn seal(platform: &Platform, user: &UserId, secret: &Secret) -> AppResult<String> {
    platform.sealing_key().seal(platform.random(), &purpose(user), secret.bytes())
}

pub fn open(platform: &Platform, user: &UserId, sealed: &str) -> AppResult<Secret> {
    let bytes = platform.sealing_key().open(&purpose(user), sealed)?;
    Secret::of_bytes(&bytes).ok_or_else(|| AppError::internal("a sealed secret of another length"))
}

fn purpose(user: &UserId) -> String {
    format!("totp {user}")
}
