//! Signing in at an issuer of OpenID Connect, Google for one, and who there is who here.
//!
//! `begin`, `link` and `confirm` each begin a [`record::Flow`]; the browser leaves for the issuer
//! (`leave`) and comes back (`arrive`), once.

pub mod begin;
pub mod confirm;
pub mod confirm_link;
pub mod link;
pub mod unlink;

#[cfg(feature = "ssr")]
pub mod arrive;
#[cfg(feature = "ssr")]
pub mod leave;
#[cfg(feature = "ssr")]
pub mod record;
#[cfg(feature = "ssr")]
mod settle;
#[cfg(feature = "ssr")]
pub mod store;

use serde::{Deserialize, Serialize};

/// Where a browser goes next, by a load of the whole page: the way to the issuer is no screen of
/// the console.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaving {
    pub path: String,
}
