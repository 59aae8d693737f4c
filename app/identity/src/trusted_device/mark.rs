use super::{
    TrustedDeviceId,
    record::{LIFE, REMEMBERED, TrustedDevice},
    store,
};
use crate::arrival::Arrival;
use kernel::{AppResult, Platform, Token, Tx, UserId, transaction::TxResult};

/// The user's own device, if the browser is known as one. Nobody's, without a user: the same work.
pub async fn known(platform: &Platform, arrival: &Arrival, user: Option<&UserId>) -> AppResult<Option<TrustedDevice>> {
    let Some(token) = &arrival.device_token else { return Ok(None) };
    let found = store::of_token(platform, token).await?;
    Ok(found.filter(|device| user == Some(&device.user_id)))
}

/// Knows the browser from now on, with a new token where it was not known or is to skip the second
/// step; none where it keeps the one it has.
pub async fn mark(
    tx: &mut Tx,
    platform: &Platform,
    user: &UserId,
    arrival: &Arrival,
    known: Option<&TrustedDevice>,
    remember: bool,
) -> TxResult<Option<Token>> {
    match known {
        Some(device) if !remember => {
            store::touch(tx, platform, &device.token_hash).await?;
            return Ok(None);
        }
        Some(device) => store::delete(tx, platform, &device.token_hash).await?,
        None => {}
    }
    let (now, token) = (platform.now(), Token::generate(platform));
    let device = TrustedDevice {
        token_hash: token.hash(),
        id: TrustedDeviceId::generate(now, platform.random()),
        user_id: user.clone(),
        device: arrival.device.clone(),
        remembered_until: remember.then(|| now.after(REMEMBERED)),
        created_at: now,
        last_used_at: now,
        expires_at: now.after(LIFE),
    };
    store::insert(tx, platform, &device).await?;
    Ok(Some(token))
}
