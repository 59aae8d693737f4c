use super::{
    record::{LIFE, Session},
    store,
};
use crate::{arrival::Arrival, token::Token};
use kernel::{Platform, SessionId, Tx, UserId, transaction::TxResult};

/// Opens a session with a new token. The one that the browser had ends: a token that somebody
/// planted or saw before the sign-in is worth nothing after it.
pub async fn start(tx: &mut Tx, platform: &Platform, user: &UserId, arrival: &Arrival) -> TxResult<Token> {
    let before = match &arrival.session {
        Some(token) => store::take(tx, platform, token).await?,
        None => None,
    };
    let (now, token) = (platform.now(), Token::generate(platform));
    let session = Session {
        id: SessionId::generate(now, platform.random()),
        token_hash: token.hash(),
        user_id: user.clone(),
        workspace_id: before.filter(|session| session.user_id == *user).and_then(|session| session.workspace_id),
        device: arrival.device.clone(),
        created_at: now,
        last_used_at: now,
        expires_at: now.after(LIFE),
    };
    store::insert(tx, platform, &session).await?;
    Ok(token)
}
