use kernel::{AppResult, InvitationId};
use leptos::prelude::*;

/// Sends the mail again, with a new link for another 7 days; the former link leads nowhere.
#[server(prefix = "/api", endpoint = "workspaces/invitation/resend")]
pub async fn resend_invitation(invitation: InvitationId) -> AppResult<()> {
    let member = kernel::Member::require(crate::permissions::INVITE).await?;
    resend(&member, &invitation).await
}

#[cfg(feature = "ssr")]
pub(super) use act::renewed;
#[cfg(feature = "ssr")]
pub use act::resend;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        invitation::{
            Invitation,
            send::{PER_WORKSPACE, deliver},
            store,
        },
        membership::{self, change::check_rank},
        role,
    };
    use kernel::{
        Access, AppError, AppResult, InvitationId, Member, Token, Tx,
        audit::{self, Act},
        rate_limit::{self, Limit},
        transaction::{self, TxResult},
    };
    use std::time::Duration;

    /// Whoever does not answer five mails in a day does not answer the sixth.
    const AGAIN: Limit = Limit { name: "invitation_again", most: 5, window: Duration::from_secs(86_400) };

    /// # Errors
    /// `NotFound` for one that is not open here, `Forbidden` where its role is more than one's own,
    /// `TooMany` past the day's limits.
    pub async fn resend(member: &Member, id: &InvitationId) -> AppResult<()> {
        let platform = member.platform();
        let by = platform.ports().sessions.person(platform, member.user()).await?.ok_or(AppError::NotFound)?;
        rate_limit::attempt(platform, AGAIN, id.as_str()).await?;
        rate_limit::attempt(platform, PER_WORKSPACE, member.workspace().id.as_str()).await?;
        transaction::run(platform.database(), |tx| {
            let (member, id, by) = (member.clone(), id.clone(), by.clone());
            Box::pin(async move {
                let (invitation, token, gets) = renewed(tx, &member, &id, "workspaces.invitation.resent").await?;
                deliver(tx, &member, &by, &invitation, &token, &gets).await
            })
        })
        .await
    }

    /// The invitation with a new link.
    pub async fn renewed(
        tx: &mut Tx,
        member: &Member,
        id: &InvitationId,
        action: &'static str,
    ) -> TxResult<(Invitation, Token, Access)> {
        let (platform, workspace) = (member.platform(), &member.workspace().id);
        membership::store::check_active(tx, platform, workspace, member.user()).await?;
        let mut invitation = store::get(tx, platform, workspace, id).await?;
        let gets = role::store::give(tx, &member.tenant(), &invitation.role).await?;
        check_rank(member.access(), &gets, platform.ports().permissions.as_slice())?;
        let token = Token::generate(platform);
        store::renew(&mut invitation, platform, &token);
        invitation.invited_by = member.user().clone();
        store::put(tx, platform, &invitation).await?;
        let (record, label) = (invitation.id.to_string(), invitation.email.to_string());
        let act = Act { action, record, label, before: None, after: None };
        audit::write(tx, platform, workspace, &member.actor(), act).await?;
        Ok((invitation, token, gets))
    }
}
