//! What somebody with two-step sign-in owes after the right password: a code, or a passkey.

pub mod challenge;
pub mod verify;

#[cfg(feature = "ssr")]
pub mod record;
#[cfg(feature = "ssr")]
pub(crate) mod store;
