//! What the owner of an account is told by mail when the ways into it change.

use super::record::Identity;
use crate::{
    arrival::Arrival,
    user::{self, User},
};
use kernel::{
    Platform, Tx,
    mail::{enqueue, letter::Letter},
    transaction::TxResult,
};

pub async fn linked(tx: &mut Tx, platform: &Platform, arrival: &Arrival, identity: &Identity) -> TxResult<()> {
    let Some(owner) = user::store::of_id_in(tx, platform, &identity.user_id).await? else { return Ok(()) };
    let label = label(platform);
    let said =
        format!("{label} was linked to your account: whoever signs in there as {} gets in here.", identity.email);
    tell(tx, platform, arrival, &owner, &format!("{label} was linked to your account"), said).await
}

pub async fn unlinked(
    tx: &mut Tx,
    platform: &Platform,
    arrival: &Arrival,
    identity: &Identity,
    owner: &User,
) -> TxResult<()> {
    let label = label(platform);
    let said = format!(
        "{label} was unlinked from your account: signing in there as {} no longer gets in here.",
        identity.email
    );
    tell(tx, platform, arrival, owner, &format!("{label} was unlinked from your account"), said).await
}

fn label(platform: &Platform) -> String {
    platform.ports().open_id.as_ref().map_or_else(String::new, |issuer| issuer.label().to_owned())
}

async fn tell(
    tx: &mut Tx,
    platform: &Platform,
    arrival: &Arrival,
    owner: &User,
    subject: &str,
    said: String,
) -> TxResult<()> {
    let key = format!("openid:{}:{}", owner.id, hex::encode(platform.random::<8>()));
    let letter = Letter::new(subject)
        .preheader("If it was not you, sign out everywhere and change your password.")
        .say(said)
        .fact("Device", &arrival.device)
        .button("Look at your account", format!("{}/account", platform.public_url()))
        .small("If it was not you, sign out everywhere and change your password.");
    enqueue(tx, platform, &letter.to(owner.email.as_str(), key)).await
}
