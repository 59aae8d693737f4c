use crate::account::ExportView;
use kernel::{Global, Index, Record, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long the file can be fetched.
pub const LIFE: Duration = Duration::from_secs(7 * 86_400);

/// One for each person: while it is being made there is no second one, and a newer one takes the
/// place of the older one.
#[derive(Clone, Serialize, Deserialize)]
pub struct Export {
    #[serde(rename = "_id")]
    pub user_id: UserId,
    pub requested_at: Timestamp,
    /// JSON; none while it is being made.
    pub file: Option<String>,
    /// The SHA-256 of the token in the link.
    pub token_hash: Option<String>,
    pub expires_at: Timestamp,
}

impl Record for Export {
    const COLLECTION: &'static str = "exports";

    fn indexes() -> Vec<Index> {
        vec![Index::on(&[("expires_at", 1)]).expires_after(Duration::ZERO)]
    }
}

impl Global for Export {}

impl Export {
    pub fn view(&self) -> ExportView {
        ExportView { ready_until: self.file.as_ref().map(|_| self.expires_at) }
    }
}
