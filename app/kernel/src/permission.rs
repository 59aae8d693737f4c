//! Who may do what: a permission is `system.action`, a role is a named set of permissions.

use serde::{Deserialize, Serialize};

/// `system.action`, for example `links.edit`. Declared in each system's `permissions.rs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Permission(&'static str);

impl Permission {
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    pub const fn name(self) -> &'static str {
        self.0
    }

    pub fn system(self) -> &'static str {
        self.0.split('.').next().unwrap_or(self.0)
    }

    pub fn action(self) -> &'static str {
        self.0.split_once('.').map_or("", |(_, action)| action)
    }
}

/// A member's role. Owner: everything. Admin: all but billing and the workspace's deletion.
/// Editor: content. Viewer: reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Owner,
    Admin,
    Editor,
    Viewer,
}

impl Role {
    pub const ALL: [Role; 4] = [Role::Owner, Role::Admin, Role::Editor, Role::Viewer];

    /// Whether this role carries `permission`.
    pub fn grants(self, permission: Permission) -> bool {
        match self {
            Role::Owner => true,
            Role::Admin => permission.system() != "billing" && permission.action() != "delete_workspace",
            Role::Editor => matches!(permission.action(), "view" | "edit" | "publish"),
            Role::Viewer => permission.action() == "view",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIEW: Permission = Permission::new("links.view");
    const EDIT: Permission = Permission::new("links.edit");
    const MANAGE: Permission = Permission::new("workspaces.manage");
    const DELETE: Permission = Permission::new("workspaces.delete_workspace");
    const BILLING: Permission = Permission::new("billing.manage");

    #[test]
    fn each_role_carries_exactly_its_permissions() {
        let carried = |role: Role| [VIEW, EDIT, MANAGE, DELETE, BILLING].map(|p| role.grants(p));
        assert_eq!(carried(Role::Owner), [true, true, true, true, true]);
        assert_eq!(carried(Role::Admin), [true, true, true, false, false]);
        assert_eq!(carried(Role::Editor), [true, true, false, false, false]);
        assert_eq!(carried(Role::Viewer), [true, false, false, false, false]);
    }
}
