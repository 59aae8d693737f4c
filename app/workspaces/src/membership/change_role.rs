use crate::role::RoleKey;
use kernel::{AppResult, MemberId};
use leptos::prelude::*;

/// Gives a member another role. It is in force with their next request.
#[server(prefix = "/api", endpoint = "workspaces/membership/change_role")]
pub async fn change_role(member: MemberId, as_role: RoleKey) -> AppResult<()> {
    let asker = kernel::Member::confirmed(crate::permissions::MANAGE_TEAM).await?;
    change(&asker, &member, as_role).await
}

#[cfg(feature = "ssr")]
pub use act::change;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        membership::change::{self, Outcome},
        role::RoleKey,
    };
    use kernel::{AppResult, Member, MemberId};

    /// # Errors
    /// As [`change::change`]; `NotFound` also for a role that the workspace does not have, and
    /// `Forbidden` for one that is more than one's own.
    pub async fn change(asker: &Member, id: &MemberId, role: RoleKey) -> AppResult<()> {
        change::change(asker, id, "workspaces.member.role_changed", move |mut membership| {
            membership.role = role.clone();
            Ok(Outcome::Changed(membership))
        })
        .await
    }
}
