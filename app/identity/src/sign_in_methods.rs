//! The ways into one's own account.

pub mod list;

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInMethods {
    pub password: bool,
    /// Where an issuer is configured.
    pub openid: Option<OpenIdMethod>,
}

/// An issuer that one may sign in at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenIdMethod {
    /// `Google`.
    pub label: String,
    /// The address of the account there that is linked.
    pub linked: Option<String>,
}

#[cfg(feature = "ssr")]
pub use ways::has_another;

#[cfg(feature = "ssr")]
mod ways {
    use crate::user::User;
    use kernel::{Platform, Tx, transaction::TxResult};

    /// Whether the user gets in without an issuer. In the transaction that takes a way in away, and
    /// after `user::store::touch_ways_in`: two that each leave the other's way must meet.
    pub async fn has_another(_tx: &mut Tx, _platform: &Platform, user: &User) -> TxResult<bool> {
        Ok(user.password_hash.is_some())
    }
}
