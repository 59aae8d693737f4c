//! Whether a passkey answered, and whose it is.

use super::{
    challenge_record::{Purpose, take},
    record::StoredPasskey,
    relying_party::{handle, relying_party},
    store,
};
use crate::arrival::Arrival;
use kernel::{AppError, AppResult, Platform, UserId};
use webauthn_rs::prelude::{
    AuthenticationResult, DiscoverableAuthentication, DiscoverableKey, PasskeyAuthentication, PublicKeyCredential,
};

/// The user whose passkey answered. Every refusal is the same.
pub async fn anybody(platform: &Platform, arrival: &Arrival, credential: &str) -> AppResult<UserId> {
    let state: DiscoverableAuthentication = take(platform, arrival.challenge.as_ref(), Purpose::SignIn, None).await?;
    let answer = read(credential)?;
    let party = relying_party(platform)?;
    let (user, credential_id) = party.identify_discoverable_authentication(&answer).map_err(|_| refused())?;
    let stored = store::of_credential(platform, credential_id).await?.ok_or_else(refused)?;
    if handle(&stored.user_id) != user {
        return Err(refused());
    }
    let key = DiscoverableKey::from(stored.read()?);
    let result = party.finish_discoverable_authentication_v2(&answer, state, &key).map_err(|_| refused())?;
    note(platform, stored, &result).await
}

/// That a passkey of this user answered.
pub async fn own(
    platform: &Platform,
    arrival: &Arrival,
    purpose: Purpose,
    user: &UserId,
    credential: &str,
) -> AppResult<()> {
    let state: PasskeyAuthentication = take(platform, arrival.challenge.as_ref(), purpose, Some(user)).await?;
    let answer = read(credential)?;
    let result = relying_party(platform)?.finish_passkey_authentication(&answer, &state).map_err(|_| refused())?;
    let stored = store::of_credential(platform, result.cred_id()).await?.ok_or_else(refused)?;
    if stored.user_id != *user {
        return Err(refused());
    }
    note(platform, stored, &result).await.map(drop)
}

/// Writes the use down. A count that is not higher than the last one is a copy's (WebAuthn 3, 7.2,
/// step 22): refused, also where the copy and the first come at the same time.
async fn note(platform: &Platform, mut stored: StoredPasskey, result: &AuthenticationResult) -> AppResult<UserId> {
    let counter = i64::from(result.counter());
    if stored.counter > 0 && counter <= stored.counter {
        return Err(refused());
    }
    let mut passkey = stored.read()?;
    passkey.update_credential(result);
    stored.counter = counter;
    stored.credential = serde_json::to_string(&passkey).map_err(AppError::internal)?;
    match store::used(platform, &stored, platform.now()).await? {
        true => Ok(stored.user_id),
        false => Err(refused()),
    }
}

fn read(credential: &str) -> AppResult<PublicKeyCredential> {
    serde_json::from_str(credential).map_err(|_| refused())
}

fn refused() -> AppError {
    AppError::invalid("", "This passkey did not work here. Try it once more, or use another way.")
}
