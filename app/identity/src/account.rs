//! Oneself.

pub mod me;

use serde::{Deserialize, Serialize};

/// A person, to themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub name: String,
    pub email: String,
}
