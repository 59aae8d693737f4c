use kernel::{AppResult, InvitationId};
use leptos::prelude::*;

/// A link to hand over oneself. It is shown this once: the database keeps a digest of it, so each
/// time a new one is made, and the former leads nowhere.
#[server(prefix = "/api", endpoint = "workspaces/invitation/link")]
pub async fn link_invitation(invitation: InvitationId) -> AppResult<String> {
    let member = kernel::Member::require(crate::permissions::INVITE).await?;
    link(&member, &invitation).await
}

#[cfg(feature = "ssr")]
pub use act::link;

#[cfg(feature = "ssr")]
mod act {
    use crate::invitation::{Invitation, resend::renewed};
    use kernel::{AppResult, InvitationId, Member, transaction};

    /// # Errors
    /// `NotFound` for one that is not open here, `Forbidden` where its role is more than one's own.
    pub async fn link(member: &Member, id: &InvitationId) -> AppResult<String> {
        transaction::run(member.platform().database(), |tx| {
            let (member, id) = (member.clone(), id.clone());
            Box::pin(async move {
                let (_, token, _) = renewed(tx, &member, &id, "workspaces.invitation.link_made").await?;
                Ok(Invitation::link(member.platform(), &token))
            })
        })
        .await
    }
}
