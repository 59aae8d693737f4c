use kernel::{AppResult, MemberId};
use leptos::prelude::*;

/// Keeps a member out without losing their place: their next request finds nothing.
#[server(prefix = "/api", endpoint = "workspaces/membership/suspend")]
pub async fn suspend_member(member: MemberId) -> AppResult<()> {
    let asker = kernel::Member::require(crate::permissions::MANAGE_TEAM).await?;
    suspend(&asker, &member).await
}

#[cfg(feature = "ssr")]
pub use act::suspend;

#[cfg(feature = "ssr")]
mod act {
    use crate::membership::change::{self, Outcome};
    use kernel::{AppResult, Member, MemberId};

    /// # Errors
    /// As [`change::change`].
    pub async fn suspend(asker: &Member, id: &MemberId) -> AppResult<()> {
        let now = asker.now();
        change::change(asker, id, "workspaces.member.suspended", move |mut membership| {
            membership.suspended_at.get_or_insert(now);
            Ok(Outcome::Changed(membership))
        })
        .await
    }
}
