use kernel::{AppResult, MemberId};
use leptos::prelude::*;

/// Takes a member out of the workspace. What they made stays, but for the invitations they sent
/// that are still open; they come back only by a new one.
#[server(prefix = "/api", endpoint = "workspaces/membership/remove")]
pub async fn remove_member(member: MemberId) -> AppResult<()> {
    let asker = kernel::Member::require(crate::permissions::MANAGE_TEAM).await?;
    remove(&asker, &member).await
}

#[cfg(feature = "ssr")]
pub use act::remove;

#[cfg(feature = "ssr")]
mod act {
    use crate::membership::change::{self, Outcome};
    use kernel::{AppResult, Member, MemberId};

    /// # Errors
    /// As [`change::change`].
    pub async fn remove(asker: &Member, id: &MemberId) -> AppResult<()> {
        change::change(asker, id, "workspaces.member.removed", |_| Ok(Outcome::Gone)).await
    }
}
