//! How a sign-in ends: in, or at the second step.

use crate::{
    arrival::Arrival,
    cookies, second_factor, second_step,
    session::start::{Proof, hold, start},
    trusted_device::{self, mark::mark, record::TrustedDevice},
};
use kernel::{AppResult, Platform, Token, Tx, UserId, return_path, transaction, transaction::TxResult};

/// What the browser gets for what it has shown.
pub enum Entry {
    In(Opened),
    /// The password was right, and is not enough: the token of the second step.
    SecondStep(Token),
}

/// Somebody is in.
pub struct Opened {
    pub session: Token,
    /// What marks the browser from now on; none where it is marked.
    pub device: Option<Token>,
}

impl Entry {
    /// The session, if this is one.
    pub fn session(self) -> Option<Token> {
        match self {
            Entry::In(opened) => Some(opened.session),
            Entry::SecondStep(_) => None,
        }
    }

    /// Gives the browser its cookies, and sends it on.
    pub fn answer(&self, platform: &Platform, return_to: &str) {
        kernel::answer::go_to(&self.keep(platform, return_to));
    }

    /// Gives the browser its cookies; where it goes on to.
    pub fn keep(&self, platform: &Platform, return_to: &str) -> String {
        let onward = return_path::onward(return_to);
        match self {
            Entry::In(opened) => {
                cookies::keep_opened(platform, opened);
                onward.unwrap_or("/home").to_owned()
            }
            Entry::SecondStep(token) => {
                cookies::keep_second_step(platform, token);
                second_step_path(onward)
            }
        }
    }
}

fn second_step_path(onward: Option<&str>) -> String {
    let Some(onward) = onward else { return "/sign-in/verify".to_owned() };
    let query: String = form_urlencoded::byte_serialize(onward.as_bytes()).collect();
    format!("/sign-in/verify?return_to={query}")
}

/// Who comes in, and how.
#[derive(Clone)]
pub struct Admission {
    pub user: UserId,
    pub proof: Proof,
    /// The user's own device, where the browser is one.
    pub known: Option<TrustedDevice>,
    /// Whether the browser skips the second step from now on.
    pub remember: bool,
}

/// Where a password, or an issuer's word, leads: in, or to the second step of whoever has one. `known`
/// is the user's own device, where the browser is one.
pub async fn after_one_factor(
    platform: &Platform,
    arrival: &Arrival,
    user: UserId,
    proof: Proof,
    known: Option<TrustedDevice>,
) -> AppResult<Entry> {
    let has_second_factor = second_factor::has(platform, &user).await?;
    let is_remembered = known.as_ref().is_some_and(|device| device.is_remembered(platform.now()));
    if has_second_factor && !is_remembered {
        return Ok(Entry::SecondStep(begin_second_step(platform, user, proof).await?));
    }
    let proof = Proof { second_factor: has_second_factor, ..proof };
    Ok(Entry::In(admit(platform, arrival, Admission { user, proof, known, remember: false }).await?))
}

async fn begin_second_step(platform: &Platform, user: UserId, proof: Proof) -> AppResult<Token> {
    transaction::run(platform.database(), |tx| {
        let (platform, user, proof) = (platform.clone(), user.clone(), proof.clone());
        Box::pin(async move {
            hold(tx, &platform, &user, &proof).await?;
            second_step::store::begin(tx, &platform, &user).await
        })
    })
    .await
}

/// Opens a session, and knows the browser from now on.
pub async fn admit(platform: &Platform, arrival: &Arrival, admission: Admission) -> AppResult<Opened> {
    transaction::run(platform.database(), |tx| {
        let (platform, arrival, admission) = (platform.clone(), arrival.clone(), admission.clone());
        Box::pin(async move { open(tx, &platform, &arrival, &admission).await })
    })
    .await
}

/// As [`admit`], as part of a transaction.
pub async fn open(tx: &mut Tx, platform: &Platform, arrival: &Arrival, admission: &Admission) -> TxResult<Opened> {
    let Admission { user, known, remember, .. } = admission;
    let session = start(tx, platform, arrival, admission).await?;
    let device = mark(tx, platform, user, arrival, known.as_ref(), *remember).await?;
    Ok(Opened { session, device })
}

/// What the browsers of the user have is worth nothing any more, their sessions aside: they are not
/// known, skip nothing, and no half of a sign-in is left. For whoever changes the password or signs
/// out everywhere.
pub async fn forget_browsers(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<()> {
    trusted_device::store::forget_all(tx, platform, user).await?;
    second_step::store::forget_all(tx, platform, user).await
}
