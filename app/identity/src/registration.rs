//! A wish for an account that waits for proof of the address: the code that was mailed there.

pub mod begin;
pub mod confirm;
pub mod resend;

#[cfg(feature = "ssr")]
pub mod code;
#[cfg(feature = "ssr")]
mod mail;
#[cfg(feature = "ssr")]
pub mod record;
#[cfg(feature = "ssr")]
pub(crate) mod store;

#[cfg(feature = "ssr")]
pub use begin::Wish;
