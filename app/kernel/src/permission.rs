//! Who may do what: a permission is `system.action`, a role is a named set of permissions.

use crate::id::RoleId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `system.action`, for example `links.edit`. Declared in each system's `permissions.rs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Permission {
    name: &'static str,
    ownable: bool,
}

impl Permission {
    pub const fn new(name: &'static str) -> Self {
        Self { name, ownable: false }
    }

    /// A custom role may limit this permission to the records that the member made.
    pub const fn ownable(self) -> Self {
        Self { ownable: true, ..self }
    }

    pub const fn name(self) -> &'static str {
        self.name
    }

    pub const fn is_ownable(self) -> bool {
        self.ownable
    }

    pub fn system(self) -> &'static str {
        self.name.split('.').next().unwrap_or(self.name)
    }

    pub fn action(self) -> &'static str {
        self.name.split_once('.').map_or("", |(_, action)| action)
    }
}

/// A permission as people choose it for a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declared {
    pub permission: Permission,
    /// `Edit links`.
    pub label: &'static str,
}

/// A built-in role. Owner: everything. Admin: all but billing and the workspace's deletion.
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

    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Role::Owner => "Owner",
            Role::Admin => "Admin",
            Role::Editor => "Editor",
            Role::Viewer => "Viewer",
        }
    }
}

/// Which records a permission reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Those that the member made.
    Own,
    All,
}

/// A workspace's own role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomAccess {
    pub role_id: RoleId,
    pub name: String,
    /// By the permission's name; what is not in it is not granted.
    pub grants: BTreeMap<String, Reach>,
}

/// What a member may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    Role(Role),
    Custom(CustomAccess),
}

impl Access {
    /// How far `permission` goes; nothing where it is not granted. A permission that knows no
    /// owner reaches everything or nothing.
    pub fn reach(&self, permission: Permission) -> Option<Reach> {
        match self {
            Access::Role(role) => role.grants(permission).then_some(Reach::All),
            Access::Custom(custom) => {
                let reach = custom.grants.get(permission.name()).copied()?;
                (permission.is_ownable() || reach == Reach::All).then_some(reach)
            }
        }
    }

    pub fn grants(&self, permission: Permission) -> bool {
        self.reach(permission).is_some()
    }

    pub fn is_owner(&self) -> bool {
        *self == Access::Role(Role::Owner)
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        match self {
            Access::Role(role) => role.name(),
            Access::Custom(custom) => &custom.name,
        }
    }

    /// Whether this access may give `other` away: nobody grants what they do not have, and only
    /// owners make owners.
    pub fn covers(&self, other: &Access, all: &[Declared]) -> bool {
        let reaches = all.iter().all(|declared| self.reach(declared.permission) >= other.reach(declared.permission));
        reaches && (self.is_owner() || !other.is_owner())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;

    const VIEW: Permission = Permission::new("links.view");
    const EDIT: Permission = Permission::new("links.edit").ownable();
    const MANAGE: Permission = Permission::new("workspaces.manage");
    const DELETE: Permission = Permission::new("workspaces.delete_workspace");
    const BILLING: Permission = Permission::new("billing.manage");

    fn custom(grants: &[(Permission, Reach)]) -> Access {
        let role_id = RoleId::generate(Timestamp::from_millis(0), [0; 10]);
        let grants = grants.iter().map(|(permission, reach)| (permission.name().to_owned(), *reach)).collect();
        Access::Custom(CustomAccess { role_id, name: "Assistant".to_owned(), grants })
    }

    #[test]
    fn each_role_carries_exactly_its_permissions() {
        let carried = |role: Role| [VIEW, EDIT, MANAGE, DELETE, BILLING].map(|p| role.grants(p));
        assert_eq!(carried(Role::Owner), [true, true, true, true, true]);
        assert_eq!(carried(Role::Admin), [true, true, true, false, false]);
        assert_eq!(carried(Role::Editor), [true, true, false, false, false]);
        assert_eq!(carried(Role::Viewer), [true, false, false, false, false]);
    }

    #[test]
    fn a_custom_role_carries_what_it_lists_as_far_as_it_says() {
        let access = custom(&[(VIEW, Reach::All), (EDIT, Reach::Own)]);
        let reach = [VIEW, EDIT, MANAGE].map(|permission| access.reach(permission));
        assert_eq!(reach, [Some(Reach::All), Some(Reach::Own), None]);
    }

    #[test]
    fn own_means_nothing_where_records_have_no_owner() {
        assert!(!custom(&[(MANAGE, Reach::Own)]).grants(MANAGE));
    }

    #[test]
    fn nobody_grants_what_they_do_not_have() {
        let all = [VIEW, EDIT, MANAGE, DELETE, BILLING].map(|permission| Declared { permission, label: "" });
        let own = custom(&[(VIEW, Reach::All), (EDIT, Reach::Own)]);
        let whole = custom(&[(VIEW, Reach::All), (EDIT, Reach::All)]);
        let everything = custom(&[VIEW, EDIT, MANAGE, DELETE, BILLING].map(|permission| (permission, Reach::All)));
        assert!(Access::Role(Role::Editor).covers(&own, &all));
        assert!(whole.covers(&own, &all) && !own.covers(&whole, &all));
        assert!(!Access::Role(Role::Admin).covers(&Access::Role(Role::Owner), &all));
        assert!(!everything.covers(&Access::Role(Role::Owner), &all));
        assert!(Access::Role(Role::Owner).covers(&Access::Role(Role::Owner), &all));
    }
}
