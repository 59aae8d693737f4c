use kernel::{AppResult, InvitationId};
use leptos::prelude::*;

/// Takes an invitation back: its link leads nowhere from now on.
#[server(prefix = "/api", endpoint = "workspaces/invitation/cancel")]
pub async fn cancel_invitation(invitation: InvitationId) -> AppResult<()> {
    let member = kernel::Member::require(crate::permissions::INVITE).await?;
    cancel(&member, &invitation).await
}

#[cfg(feature = "ssr")]
pub use act::{cancel, cancel_sent_by};

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        invitation::{Invitation, store},
        membership::change::check_rank,
        role,
    };
    use kernel::{
        AppResult, InvitationId, Member, Tx, UserId,
        audit::{self, Act},
        transaction::{self, TxResult},
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
                close(tx, &member, &invitation).await
            })
        })
        .await
    }

    /// Takes back what the user sent and still lets somebody in.
    pub async fn cancel_sent_by(tx: &mut Tx, member: &Member, user: &UserId) -> TxResult<()> {
        loop {
            let sent = store::sent_by(tx, member.platform(), &member.workspace().id, user).await?;
            if sent.is_empty() {
                return Ok(());
            }
            for invitation in &sent {
                close(tx, member, invitation).await?;
            }
        }
    }

    async fn close(tx: &mut Tx, member: &Member, invitation: &Invitation) -> TxResult<()> {
        store::cancel(tx, member.platform(), invitation).await?;
        let (record, label) = (invitation.id.to_string(), invitation.email.to_string());
        let act = Act { action: "workspaces.invitation.cancelled", record, label, before: None, after: None };
        audit::write(tx, member.platform(), &member.workspace().id, &member.actor(), act).await
    }
}
