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
pub use ways::is_left;

#[cfg(feature = "ssr")]
mod ways {
    use crate::{openid, passkey, user::User};
    use kernel::{Platform, Tx, transaction::TxResult};

    /// Whether the user still gets in. In the transaction that has taken a way in away, and after
    /// `user::store::hold`: two that each leave the other's way must meet.
    pub async fn is_left(tx: &mut Tx, platform: &Platform, user: &User) -> TxResult<bool> {
        Ok(user.password_hash.is_some()
            || passkey::store::count_in(tx, platform, &user.id).await? > 0
            || openid::store::is_linked(tx, platform, &user.id).await?)
    }
}
