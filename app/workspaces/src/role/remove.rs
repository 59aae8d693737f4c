use super::RoleKey;
use kernel::{AppResult, RoleId};
use leptos::prelude::*;

/// Deletes a role. Who has it, or would get it by an open invitation, is moved to `move_to`.
#[server(prefix = "/api", endpoint = "workspaces/role/remove")]
pub async fn remove_role(id: RoleId, #[server(default)] move_to: Option<RoleKey>) -> AppResult<()> {
    let member = kernel::Member::confirmed(crate::permissions::MANAGE_ROLES).await?;
    remove(&member, &id, move_to).await
}

#[cfg(feature = "ssr")]
pub use act::remove;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        invitation::{self, Invitation},
        membership::{self, Membership, change::check_rank},
        refusal::Refusal,
        role::{CustomRole, RoleKey, store},
    };
    use bson::doc;
    use kernel::{
        AppError, AppResult, Member, RoleId, Tx,
        audit::{self, Act},
        transaction::{self, TxResult},
    };

    /// # Errors
    /// `NotFound` for a role that the workspace does not have, `Forbidden` where it, or the one to
    /// move to, is more than one has oneself; without one to move to, a refusal that says how many
    /// people and open invitations have it.
    pub async fn remove(member: &Member, id: &RoleId, move_to: Option<RoleKey>) -> AppResult<()> {
        transaction::run(member.platform().database(), |tx| {
            let (member, id, move_to) = (member.clone(), id.clone(), move_to.clone());
            Box::pin(async move { remove_in(tx, &member, &id, move_to).await })
        })
        .await
    }

    async fn remove_in(tx: &mut Tx, member: &Member, id: &RoleId, move_to: Option<RoleKey>) -> TxResult<()> {
        let (platform, place, tenant) = (member.platform(), &member.workspace().id, member.tenant());
        let role = store::get(tx, &tenant, id).await?;
        check_rank(member.access(), &role.access(), &platform.ports().permissions)?;
        let members = membership::store::with_role(tx, platform, place, id).await?;
        let invited = invitation::store::with_role(tx, platform, place, id).await?;
        let times = (members.len() + invited.len()) as u64;
        match move_to {
            Some(to) if times > 0 => hand_on(tx, member, &role, &to, (members, invited)).await?,
            None if times > 0 => return Err(AppError::from(Refusal::RoleInUse(times)).into()),
            _ => {}
        }
        store::delete(tx, platform, &tenant, id).await?;
        let (record, label) = (id.to_string(), role.name.clone());
        let act = Act { action: "workspaces.role.removed", record, label, before: Some(role.told()), after: None };
        audit::write(tx, platform, place, &member.actor(), act).await
    }

    async fn hand_on(
        tx: &mut Tx,
        member: &Member,
        from: &CustomRole,
        to: &RoleKey,
        (members, invited): (Vec<Membership>, Vec<Invitation>),
    ) -> TxResult<()> {
        let platform = member.platform();
        if *to == RoleKey::OWNER || to.custom() == Some(&from.id) {
            return Err(AppError::invalid("move_to", "Choose another role for them.").into());
        }
        let gets = store::give(tx, &member.tenant(), to).await?;
        check_rank(member.access(), &gets, &platform.ports().permissions)?;
        for before in members {
            let after = Membership { role: to.clone(), ..before.clone() };
            membership::store::put(tx, platform, &before, &after).await?;
            platform.ports().sessions.rotate(tx, platform, &before.user_id).await?;
            note_moved(tx, member, &before, (&from.name, gets.name())).await?;
        }
        for invitation in invited {
            invitation::store::put(tx, platform, &Invitation { role: to.clone(), ..invitation }).await?;
        }
        Ok(())
    }

    async fn note_moved(tx: &mut Tx, member: &Member, moved: &Membership, (from, to): (&str, &str)) -> TxResult<()> {
        let platform = member.platform();
        let person = platform.ports().sessions.person(platform, &moved.user_id).await?;
        let act = Act {
            action: "workspaces.member.role_changed",
            record: moved.id.to_string(),
            label: person.map_or_else(|| moved.user_id.to_string(), |person| person.email),
            before: Some(doc! { "role": from }),
            after: Some(doc! { "role": to }),
        };
        audit::write(tx, platform, &member.workspace().id, &member.actor(), act).await
    }
}
