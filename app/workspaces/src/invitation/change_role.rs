use crate::role::RoleKey;
use kernel::{AppResult, InvitationId};
use leptos::prelude::*;

/// Changes what the invited person will be. The link that they have stays good.
#[server(prefix = "/api", endpoint = "workspaces/invitation/change_role")]
pub async fn change_invited_role(invitation: InvitationId, as_role: RoleKey) -> AppResult<()> {
    let member = kernel::Member::require(crate::permissions::INVITE).await?;
    change(&member, &invitation, as_role).await
}

#[cfg(feature = "ssr")]
pub use act::change;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        invitation::store,
        membership::change::check_rank,
        role::{self, RoleKey},
    };
    use bson::doc;
    use kernel::{
        AppError, AppResult, InvitationId, Member, Tx,
        audit::{self, Act},
        transaction::{self, TxResult},
    };

    /// # Errors
    /// `NotFound` for an invitation that is not open here or a role that there is not, `Forbidden`
    /// where either role is more than one's own.
    pub async fn change(member: &Member, id: &InvitationId, role: RoleKey) -> AppResult<()> {
        transaction::run(member.platform().database(), |tx| {
            let (member, id, role) = (member.clone(), id.clone(), role.clone());
            Box::pin(async move { change_in(tx, &member, &id, role).await })
        })
        .await
    }

    async fn change_in(tx: &mut Tx, member: &Member, id: &InvitationId, role: RoleKey) -> TxResult<()> {
        let (platform, workspace, tenant) = (member.platform(), &member.workspace().id, member.tenant());
        let all = platform.ports().permissions.as_slice();
        let mut invitation = store::get(tx, platform, workspace, id).await?;
        let would = role::store::access(tx, &tenant, &invitation.role).await?;
        check_rank(member.access(), &would, all)?;
        let will = role::store::give(tx, &tenant, &role).await?;
        check_rank(member.access(), &will, all)?;
        if role == RoleKey::OWNER {
            return Err(AppError::invalid("role", "Ownership is handed over to a member.").into());
        }
        invitation.role = role;
        store::put(tx, platform, &invitation).await?;
        let act = Act {
            action: "workspaces.invitation.role_changed",
            record: invitation.id.to_string(),
            label: invitation.email.to_string(),
            before: Some(doc! { "role": would.name() }),
            after: Some(doc! { "role": will.name() }),
        };
        audit::write(tx, platform, workspace, &member.actor(), act).await
    }
}
