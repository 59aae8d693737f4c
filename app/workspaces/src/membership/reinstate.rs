use kernel::{AppResult, MemberId};
use leptos::prelude::*;

/// Lets a suspended member in again, with the role that they had.
#[server(prefix = "/api", endpoint = "workspaces/membership/reinstate")]
pub async fn reinstate_member(member: MemberId) -> AppResult<()> {
    let asker = kernel::Member::require(crate::permissions::MANAGE_TEAM).await?;
    reinstate(&asker, &member).await
}

#[cfg(feature = "ssr")]
pub use act::reinstate;

#[cfg(feature = "ssr")]
mod act {
    use crate::membership::change::{self, Outcome};
    use kernel::{AppResult, Member, MemberId};

    /// # Errors
    /// As [`change::change`].
    pub async fn reinstate(asker: &Member, id: &MemberId) -> AppResult<()> {
        change::change(asker, id, "workspaces.member.reinstated", |mut membership| {
            membership.suspended_at = None;
            Ok(Outcome::Changed(membership))
        })
        .await
    }
}
