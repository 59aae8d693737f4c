//! What follows a proof of who somebody is.

use super::start::{Proof, start};
use crate::{arrival::Arrival, token::Token, user::User};
use kernel::{AppResult, Platform, transaction};

/// How far one proof has led.
pub enum Admitted {
    /// In: the token for the browser.
    Session(Token),
}

/// Lets `user`, who has just shown who they are by a password or at an issuer, in.
pub async fn admit(platform: &Platform, user: &User, arrival: &Arrival) -> AppResult<Admitted> {
    let token = transaction::run(platform.database(), |tx| {
        let (platform, user, arrival) = (platform.clone(), user.id.clone(), arrival.clone());
        Box::pin(async move { start(tx, &platform, &user, &arrival, Proof::ONE).await })
    });
    Ok(Admitted::Session(token.await?))
}
