use kernel::{AppResult, RoleId};
use leptos::prelude::*;

/// Makes a role of the workspace's own; the grants as [`super::catalogue::read`] reads them.
#[server(prefix = "/api", endpoint = "workspaces/role/create")]
pub async fn create_role(name: String, #[server(default)] grants: String) -> AppResult<RoleId> {
    let member = kernel::Member::confirmed(crate::permissions::MANAGE_ROLES).await?;
    create(&member, &name, &super::catalogue::read(&grants)?).await
}

#[cfg(feature = "ssr")]
pub use act::create;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        membership::change::check_rank,
        role::{CustomRole, Grant, catalogue, read_name, store},
    };
    use kernel::{
        AppError, AppResult, Member, RoleId,
        audit::{self, Act},
        transaction,
    };

    /// # Errors
    /// `Invalid` for a name that is taken and a permission that there is not, `Forbidden` for more
    /// than one has oneself, and a refusal for the twenty-first.
    pub async fn create(member: &Member, name: &str, grants: &[Grant]) -> AppResult<RoleId> {
        let all = member.platform().ports().permissions.clone();
        let name = read_name(name).map_err(|problem| AppError::Invalid(vec![problem]))?;
        let role = CustomRole::new(member.platform(), name, catalogue::check(&all, grants)?);
        check_rank(member.access(), &role.access(), &all)?;
        transaction::run(member.platform().database(), |tx| {
            let (member, role) = (member.clone(), role.clone());
            Box::pin(async move {
                store::insert(tx, &member, &role).await?;
                let (record, label) = (role.id.to_string(), role.name.clone());
                let after = Some(role.told());
                let act = Act { action: "workspaces.role.created", record, label, before: None, after };
                audit::write(tx, member.platform(), &member.workspace().id, &member.actor(), act).await
            })
        })
        .await?;
        Ok(role.id)
    }
}
