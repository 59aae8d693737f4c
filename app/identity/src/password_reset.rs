//! The way back in for who forgot the password: a link to the mailbox of the account.

pub mod complete;
pub mod request;

#[cfg(feature = "ssr")]
mod mail;
#[cfg(feature = "ssr")]
pub mod record;
#[cfg(feature = "ssr")]
pub(crate) mod store;
