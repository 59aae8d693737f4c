use super::{FreshCodes, code};
use crate::password::pool::PasswordPool;
use kernel::{AppResult, Global, Index, Platform, Record, Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// The codes of a person that were not used yet. 50 bits are too few for a plain digest: they are
/// hashed as passwords are (ASVS 5.0, 6.5.2), with one salt for all, so that a typed code costs one
/// hash and not ten.
#[derive(Clone, Serialize, Deserialize)]
pub struct RecoveryCodes {
    #[serde(rename = "_id")]
    pub user_id: UserId,
    pub salt: String,
    pub hashes: Vec<String>,
    pub made_at: Timestamp,
}

impl Record for RecoveryCodes {
    const COLLECTION: &'static str = "recovery_codes";

    fn indexes() -> Vec<Index> {
        Vec::new()
    }
}

impl Global for RecoveryCodes {}

/// New codes, and what is kept of them.
pub async fn make(platform: &Platform, pool: &PasswordPool, user: &UserId) -> AppResult<(FreshCodes, RecoveryCodes)> {
    let (fresh, salt) = (code::generate(platform), platform.random::<16>());
    let mut hashes = Vec::new();
    for shown in &fresh.0 {
        hashes.push(pool.hash(&code::read(shown).unwrap_or_default(), salt).await?);
    }
    let kept = RecoveryCodes { user_id: user.clone(), salt: hex::encode(salt), hashes, made_at: platform.now() };
    Ok((fresh, kept))
}
