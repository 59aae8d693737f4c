use kernel::{AppResult, InvitationId};
use leptos::prelude::*;

/// Takes an invitation back: its link leads nowhere from now on.
#[server(prefix = "/api", endpoint = "workspaces/invitation/cancel")]
pub async fn cancel_invitation(invitation: InvitationId) -> AppResult<()> {
    let member = kernel::Member::require(crate::permissions::INVITE).await?;
    cancel(&member, &invitation).await
}

#[cfg(feature = "ssr")]
pub use act::cancel;

#[cfg(feature = "ssr")]
mod act {
    use crate::{invitation::store, membership::change::check_rank, role};
    use kernel::{
        AppResult, InvitationId, Member,
        audit::{self, Act},
        transaction,
    };

    /// # Errors
    /// `NotFound` for one that is not open here, `Forbidden` where its role is more than one's own.
    pub async fn cancel(member: &Member, id: &InvitationId) -> AppResult<()> {
        transaction::run(member.platform().database(), |tx| {
            let (member, id) = (member.clone(), id.clone());
            Box::pin(async move {
                let (platform, workspace) = (member.platform(), &member.workspace().id);
                let invitation = store::get(tx, platform, workspace, &id).await?;
                let would = role::store::access(tx, &member.tenant(), &invitation.role).await?;
                check_rank(member.access(), &would, platform.ports().permissions.as_slice())?;
                store::cancel(tx, platform, &invitation).await?;
                let (record, label) = (invitation.id.to_string(), invitation.email.to_string());
                let act = Act { action: "workspaces.invitation.cancelled", record, label, before: None, after: None };
                audit::write(tx, platform, workspace, &member.actor(), act).await
            })
        })
        .await
    }
}
