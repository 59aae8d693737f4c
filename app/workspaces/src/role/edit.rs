use kernel::{AppResult, RoleId};
use leptos::prelude::*;

/// Changes a role's name and what it lets people do. It is in force with their next request.
#[server(prefix = "/api", endpoint = "workspaces/role/edit")]
pub async fn edit_role(id: RoleId, name: String, #[server(default)] grants: String) -> AppResult<()> {
    let member = kernel::Member::confirmed(crate::permissions::MANAGE_ROLES).await?;
    edit(&member, &id, &name, &super::catalogue::read(&grants)?).await
}

#[cfg(feature = "ssr")]
pub use act::edit;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        membership::{self, change::check_rank},
        role::{CustomRole, Grant, catalogue, folded, read_name, store},
    };
    use kernel::{
        AppError, AppResult, Member, RoleId, Tx,
        audit::{self, Act},
        transaction::{self, TxResult},
    };

    /// # Errors
    /// `NotFound` for a role that the workspace does not have, `Forbidden` where it is, or would
    /// be, more than one has oneself, `Invalid` for what is wrong with the name or a permission.
    pub async fn edit(member: &Member, id: &RoleId, name: &str, grants: &[Grant]) -> AppResult<()> {
        let all = member.platform().ports().permissions.clone();
        let name = read_name(name).map_err(|problem| AppError::Invalid(vec![problem]))?;
        let grants = catalogue::check(&all, grants)?;
        transaction::run(member.platform().database(), |tx| {
            let (member, id, name, grants) = (member.clone(), id.clone(), name.clone(), grants.clone());
            Box::pin(async move { edit_in(tx, &member, &id, name, grants).await })
        })
        .await
    }

    async fn edit_in(tx: &mut Tx, member: &Member, id: &RoleId, name: String, grants: Vec<Grant>) -> TxResult<()> {
        let (platform, all) = (member.platform(), member.platform().ports().permissions.clone());
        let before = store::get(tx, &member.tenant(), id).await?;
        check_rank(member.access(), &before.access(), &all)?;
        let name_folded = folded(&name);
        let after = CustomRole { name, name_folded, grants, updated_at: platform.now(), ..before.clone() };
        check_rank(member.access(), &after.access(), &all)?;
        if (&after.name, &after.grants) == (&before.name, &before.grants) {
            return Ok(());
        }
        store::put(tx, &member.tenant(), &after).await?;
        if after.grants != before.grants {
            for membership in membership::store::with_role(tx, platform, &member.workspace().id, id).await? {
                platform.ports().sessions.rotate(tx, platform, &membership.user_id).await?;
            }
        }
        let act = Act {
            action: "workspaces.role.changed",
            record: id.to_string(),
            label: after.name.clone(),
            before: Some(before.told()),
            after: Some(after.told()),
        };
        audit::write(tx, platform, &member.workspace().id, &member.actor(), act).await
    }
}
