//! A new address for an account: proved by its mailbox, told to the old one, and taken back from
//! there by whoever did not want it.

pub mod cancel;
pub mod confirm;
pub mod request;
pub mod withdraw;

#[cfg(feature = "ssr")]
mod mail;
#[cfg(feature = "ssr")]
pub mod record;
#[cfg(feature = "ssr")]
pub(crate) mod store;
