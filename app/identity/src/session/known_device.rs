//! Which devices a person has signed in on, and the word to them when there is a new one.

use crate::{
    arrival::Arrival,
    notice::{self, Notice},
    time_zone,
    user::{self, User},
};
use kernel::{Platform, Tx, transaction::TxResult};

/// Remembers the device that somebody signs in on. It is news unless it is their first.
pub async fn note(tx: &mut Tx, platform: &Platform, person: &User, arrival: &Arrival) -> TxResult<()> {
    let is_new = user::store::remember_device(tx, platform, &person.id, &arrival.device).await?;
    if !is_new || person.known_devices.is_empty() {
        return Ok(());
    }
    let place = arrival.time_zone.as_deref().map(time_zone::place);
    notice::enqueue(tx, platform, person, Notice::NewDevice { device: arrival.device.clone(), place }).await
}
