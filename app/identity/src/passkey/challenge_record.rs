//! What a browser was asked to sign, until its answer comes.

use bson::{Document, doc};
use kernel::{AppError, AppResult, Global, Index, Platform, Record, Timestamp, Token, UserId};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::time::Duration;

/// How long an answer is waited for.
pub const LIFE: Duration = Duration::from_secs(5 * 60);

/// What the answer is for; an answer for one is none for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    Register,
    SignIn,
    SecondStep,
    Confirm,
}

impl Purpose {
    const fn name(self) -> &'static str {
        match self {
            Purpose::Register => "register",
            Purpose::SignIn => "sign_in",
            Purpose::SecondStep => "second_step",
            Purpose::Confirm => "confirm",
        }
    }
}

/// Tied to the browser that was asked by a cookie, and to the user where there is one yet.
#[derive(Clone, Serialize, Deserialize)]
pub struct Challenge {
    /// The SHA-256 of the token in the browser's cookie.
    #[serde(rename = "_id")]
    pub token_hash: String,
    pub purpose: Purpose,
    pub user_id: Option<UserId>,
    /// The library's own form, as JSON.
    pub state: String,
    pub expires_at: Timestamp,
}

impl Record for Challenge {
    const COLLECTION: &'static str = "passkey_challenges";

    fn indexes() -> Vec<Index> {
        vec![Index::on(&[("expires_at", 1)]).expires_after(Duration::ZERO)]
    }
}

impl Global for Challenge {}

/// Keeps what was asked; its token is for the browser.
pub async fn keep(
    platform: &Platform,
    purpose: Purpose,
    user: Option<&UserId>,
    state: &impl Serialize,
) -> AppResult<Token> {
    let token = Token::generate(platform);
    let challenge = Challenge {
        token_hash: token.hash(),
        purpose,
        user_id: user.cloned(),
        state: serde_json::to_string(state).map_err(AppError::internal)?,
        expires_at: platform.now().after(LIFE),
    };
    platform.platform_db().of::<Challenge>().insert(&challenge).await?;
    Ok(token)
}

/// Takes what was asked; it answers one caller, once.
pub async fn take<S: DeserializeOwned>(
    platform: &Platform,
    token: Option<&Token>,
    purpose: Purpose,
    user: Option<&UserId>,
) -> AppResult<S> {
    let token = token.ok_or_else(too_late)?;
    let asked = asked(platform, token, purpose, user);
    let mut challenges = platform.platform_db().of::<Challenge>();
    let challenge = challenges.find_one(asked.clone()).await?.ok_or_else(too_late)?;
    if challenges.delete(asked).await? != 1 {
        return Err(too_late());
    }
    serde_json::from_str(&challenge.state).map_err(AppError::internal)
}

fn asked(platform: &Platform, token: &Token, purpose: Purpose, user: Option<&UserId>) -> Document {
    doc! {
        "_id": token.hash(),
        "purpose": purpose.name(),
        "user_id": user.map(UserId::as_str),
        "expires_at": { "$gt": platform.now() },
    }
}

fn too_late() -> AppError {
    AppError::invalid("", "This took too long. Try your passkey once more.")
}
