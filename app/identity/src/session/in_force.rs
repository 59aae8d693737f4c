//! Whether a session goes on, for who knows it by its id.

use super::store;
use kernel::{AppResult, Platform, SessionId};

/// Whether the session opens anything. Its token may be another by now than the one that was shown.
pub async fn is_in_force(platform: &Platform, session: &SessionId) -> AppResult<bool> {
    Ok(store::is_in_force(platform, session).await?)
}
