use kernel::{AppError, Global, Index, Record, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long the right password is good for.
pub const LIFE: Duration = Duration::from_secs(10 * 60);
/// Codes that may be tried before the password is asked for again.
pub const MOST_ATTEMPTS: i32 = 5;

/// The password was right. Tied to the browser where it was typed by a cookie; it opens nothing by
/// itself.
#[derive(Clone, Serialize, Deserialize)]
pub struct SecondStep {
    /// The SHA-256 of the token in the browser's cookie.
    #[serde(rename = "_id")]
    pub token_hash: String,
    pub user_id: UserId,
    pub attempts: i32,
    pub expires_at: Timestamp,
}

impl Record for SecondStep {
    const COLLECTION: &'static str = "second_steps";

    fn indexes() -> Vec<Index> {
        vec![Index::on(&[("user_id", 1)]), Index::on(&[("expires_at", 1)]).expires_after(Duration::ZERO)]
    }
}

impl Global for SecondStep {}

/// What a browser hears that has not typed the password within ten minutes, or too many codes.
pub fn spent() -> AppError {
    AppError::invalid("", "This took too long, or too many codes were tried. Sign in again.")
}
