//! All that is kept of a person, as one file for them.

pub mod request;

#[cfg(feature = "ssr")]
pub mod gather;
#[cfg(feature = "ssr")]
pub mod job;
#[cfg(feature = "ssr")]
pub mod record;
#[cfg(feature = "ssr")]
pub(crate) mod store;
