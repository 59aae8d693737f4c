use super::{PasskeyId, PasskeyView};
use kernel::{AppError, AppResult, Global, Index, Record, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use webauthn_rs::prelude::Passkey;

#[derive(Clone, Serialize, Deserialize)]
pub struct StoredPasskey {
    #[serde(rename = "_id")]
    pub id: PasskeyId,
    pub user_id: UserId,
    /// The id that the device gave it, in hexadecimal digits.
    pub credential_id: String,
    /// The public key and what belongs to it, as JSON: the library's own form.
    pub credential: String,
    /// How often the device says it was used; 0 where the device does not count. It only grows:
    /// the update that moves it on is what keeps a copied key from being used beside the first.
    pub counter: i64,
    pub name: String,
    pub created_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
}

impl StoredPasskey {
    pub fn read(&self) -> AppResult<Passkey> {
        serde_json::from_str(&self.credential).map_err(AppError::internal)
    }

    pub fn seen(self) -> PasskeyView {
        PasskeyView { id: self.id, name: self.name, created_at: self.created_at, last_used_at: self.last_used_at }
    }
}

impl Record for StoredPasskey {
    const COLLECTION: &'static str = "passkeys";

    fn indexes() -> Vec<Index> {
        vec![Index::on(&[("credential_id", 1)]).unique(), Index::on(&[("user_id", 1), ("created_at", 1)])]
    }
}

impl Global for StoredPasskey {}
