use super::{
    record::{LIFE, Session},
    store,
};
use crate::{
    arrival::Arrival,
    entry::Admission,
    session::known_device,
    user::{self, User},
};
use kernel::{AppError, Platform, SessionId, Token, Tx, UserId, transaction::TxResult};

/// What the person showed to get in.
#[derive(Clone)]
pub struct Proof {
    /// Two factors, or a passkey.
    pub second_factor: bool,
    /// The hash that the typed password was right for, where one was typed just now.
    pub password: Option<String>,
}

impl Proof {
    /// A mailbox, or an issuer's word.
    pub const ONE: Self = Self { second_factor: false, password: None };
    /// A passkey, or what came after the right password.
    pub const TWO: Self = Self { second_factor: true, password: None };

    /// A password that is right for `hash`.
    pub fn password(hash: String) -> Self {
        Self { password: Some(hash), ..Self::ONE }
    }
}

/// The person, if what was shown is still good: until the transaction ends, nobody sets another
/// password or plans their end. A password is looked at before it begins, and that takes a while.
pub async fn hold(tx: &mut Tx, platform: &Platform, user: &UserId, proof: &Proof) -> TxResult<User> {
    let person = user::store::hold(tx, platform, user).await?.ok_or(AppError::SignIn)?;
    if proof.password.is_some() && proof.password != person.password_hash {
        return Err(no_match().into());
    }
    Ok(person)
}

/// What is said to who types a password that is not theirs, or an address that nobody has.
pub fn no_match() -> AppError {
    AppError::invalid("", "That email and password don't match an account.")
}

/// Opens a session with a new token. The one that the browser had ends: a token that somebody
/// planted or saw before the sign-in is worth nothing after it.
pub async fn start(tx: &mut Tx, platform: &Platform, arrival: &Arrival, admission: &Admission) -> TxResult<Token> {
    let Admission { user, proof, known, .. } = admission;
    let person = hold(tx, platform, user, proof).await?;
    known_device::note(tx, platform, &person, arrival, known.as_ref()).await?;
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
