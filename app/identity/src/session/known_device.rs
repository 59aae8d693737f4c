//! Which devices a person has signed in on, and the word to them when there is a new one.

use crate::{
    arrival::Arrival,
    notice::{self, Notice},
    time_zone,
    trusted_device::record::TrustedDevice,
    user::{self, User},
};
use kernel::{Platform, Tx, transaction::TxResult};

/// Remembers the device that somebody signs in on. It is news unless its browser is known by its
/// mark, or it is their first: what a browser calls itself it has in common with a thief's.
pub async fn note(
    tx: &mut Tx,
    platform: &Platform,
    person: &User,
    arrival: &Arrival,
    known: Option<&TrustedDevice>,
) -> TxResult<()> {
    user::store::remember_device(tx, platform, &person.id, &arrival.device).await?;
    if known.is_some() || person.known_devices.is_empty() {
        return Ok(());
    }
    let place = arrival.time_zone.as_deref().map(time_zone::place);
    notice::enqueue(tx, platform, person, Notice::NewDevice { device: arrival.device.clone(), place }).await
}
