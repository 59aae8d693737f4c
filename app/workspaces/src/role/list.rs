use super::{Grant, RoleKey, catalogue::Offer};
use kernel::AppResult;
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};

/// A role as the matrix shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleView {
    pub key: RoleKey,
    pub name: String,
    pub grants: Vec<Grant>,
    /// How many members have it.
    pub members: usize,
    /// Whether whoever looks may change it: it is the workspace's own, and no more than theirs.
    pub editable: bool,
    /// Whether they may give it to somebody.
    pub givable: bool,
}

/// What `/team/roles` shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matrix {
    /// The built-in ones first.
    pub roles: Vec<RoleView>,
    pub offers: Vec<Offer>,
    pub may_manage: bool,
}

/// Every role of the workspace with what it lets people do.
#[server(prefix = "/api", endpoint = "workspaces/role/list", input = GetUrl)]
pub async fn list_roles() -> AppResult<Matrix> {
    let member = kernel::Member::require(crate::permissions::VIEW).await?;
    matrix(&member).await
}

#[cfg(feature = "ssr")]
pub use act::matrix;

#[cfg(feature = "ssr")]
mod act {
    use super::{Matrix, RoleView};
    use crate::{
        membership, permissions,
        role::{Grant, RoleKey, catalogue, store},
    };
    use kernel::{Access, AppResult, Declared, Member, Role};

    pub async fn matrix(member: &Member) -> AppResult<Matrix> {
        let (platform, all) = (member.platform(), member.platform().ports().permissions.clone());
        let custom = store::all(&member.tenant()).await?;
        let memberships = membership::store::of_workspace(platform, &member.workspace().id).await?;
        let may_manage = member.may(permissions::MANAGE_ROLES);
        let view = |key: RoleKey, access: Access| RoleView {
            name: access.name().to_owned(),
            grants: granted(&access, &all),
            members: memberships.iter().filter(|membership| membership.role == key).count(),
            editable: may_manage && key.custom().is_some() && member.access().covers(&access, &all),
            givable: member.access().covers(&access, &all),
            key,
        };
        let built_in = Role::ALL.map(|role| view(role.into(), Access::Role(role)));
        let custom = custom.iter().map(|role| view(RoleKey::Custom(role.id.clone()), role.access()));
        let roles = built_in.into_iter().chain(custom).collect();
        Ok(Matrix { roles, offers: catalogue::offers(&all, member.access()), may_manage })
    }

    fn granted(access: &Access, all: &[Declared]) -> Vec<Grant> {
        let grant = |declared: &Declared| {
            let permission = declared.permission;
            access.reach(permission).map(|reach| Grant { permission: permission.name().to_owned(), reach })
        };
        all.iter().filter_map(grant).collect()
    }
}
