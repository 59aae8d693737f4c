//! Ten codes on paper, for the day on which the phone is gone.

pub mod regenerate;

#[cfg(feature = "ssr")]
pub mod code;
#[cfg(feature = "ssr")]
pub mod record;
#[cfg(feature = "ssr")]
pub(crate) mod spend;
#[cfg(feature = "ssr")]
pub(crate) mod store;

use serde::{Deserialize, Serialize};

/// How many are made at once.
pub const COUNT: usize = 10;

/// New codes, as they are shown, once: `k7m2q-9xw4r`. We keep their hashes only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FreshCodes(pub Vec<String>);
