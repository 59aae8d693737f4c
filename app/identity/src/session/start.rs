use super::{
    record::{LIFE, Session},
    store,
};
use crate::{arrival::Arrival, session::known_device, user};
use kernel::{AppError, Platform, SessionId, Token, Tx, UserId, transaction::TxResult};

/// What the person showed to get in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    /// Two factors, or a passkey.
    pub second_factor: bool,
}

impl Proof {
    /// A password, or a mailbox.
    pub const ONE: Self = Self { second_factor: false };
}

/// Opens a session with a new token. The one that the browser had ends: a token that somebody
/// planted or saw before the sign-in is worth nothing after it.
pub async fn start(
    tx: &mut Tx,
    platform: &Platform,
    user: &UserId,
    arrival: &Arrival,
    proof: Proof,
) -> TxResult<Token> {
    let person = user::store::of_id_in(tx, platform, user).await?.ok_or(AppError::SignIn)?;
    known_device::note(tx, platform, &person, arrival).await?;
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
        time_zone: arrival.time_zone.clone(),
        created_at: now,
        last_used_at: now,
        expires_at: now.after(LIFE),
        confirmed_at: now,
        second_factor: proof.second_factor,
        rotate_due: false,
        previous_hash: None,
        previous_until: None,
        leaving: person.deletion.is_some(),
    };
    store::insert(tx, platform, &session).await?;
    Ok(token)
}
