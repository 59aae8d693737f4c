//! What a member may do, under a name: one of the four that every workspace has, or one that the
//! workspace made.

pub mod catalogue;
pub mod create;
pub mod duplicate;
pub mod edit;
pub mod list;
pub mod remove;
#[cfg(feature = "ssr")]
pub mod store;

use kernel::{FieldError, Role, RoleId, hidden::is_hidden, permission::Reach};
use serde::{Deserialize, Serialize};

/// The longest name of a role, in characters.
pub const LONGEST_NAME: usize = 40;
/// More roles than this nobody tells apart.
pub const MOST_ROLES: i64 = 20;

/// Which role: `editor`, or `rol_…` for one that the workspace made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum RoleKey {
    BuiltIn(Role),
    Custom(RoleId),
}

/// A text that names no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a role")]
pub struct UnknownRole;

impl RoleKey {
    pub const OWNER: Self = Self::BuiltIn(Role::Owner);

    pub const fn custom(&self) -> Option<&RoleId> {
        match self {
            Self::Custom(id) => Some(id),
            Self::BuiltIn(_) => None,
        }
    }

    pub fn as_str(&self) -> &str {
        match self {
            Self::BuiltIn(role) => key_of(*role),
            Self::Custom(id) => id.as_str(),
        }
    }
}

const fn key_of(role: Role) -> &'static str {
    match role {
        Role::Owner => "owner",
        Role::Admin => "admin",
        Role::Editor => "editor",
        Role::Viewer => "viewer",
    }
}

impl From<Role> for RoleKey {
    fn from(role: Role) -> Self {
        Self::BuiltIn(role)
    }
}

impl TryFrom<String> for RoleKey {
    type Error = UnknownRole;

    fn try_from(text: String) -> Result<Self, UnknownRole> {
        let built_in = Role::ALL.into_iter().find(|role| key_of(*role) == text);
        built_in.map(Self::BuiltIn).or_else(|| text.parse().ok().map(Self::Custom)).ok_or(UnknownRole)
    }
}

impl From<RoleKey> for String {
    fn from(key: RoleKey) -> String {
        key.as_str().to_owned()
    }
}

/// What a built-in role is for, in a line.
pub const fn about(role: Role) -> &'static str {
    match role {
        Role::Owner => "Everything, with billing and the workspace’s end.",
        Role::Admin => "Everything but billing and the workspace’s end.",
        Role::Editor => "Sees, edits and publishes content.",
        Role::Viewer => "Sees everything, changes nothing.",
    }
}

/// One permission of a custom role, and which records it reaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    pub permission: String,
    pub reach: Reach,
}

/// A role's name as it is kept: without hidden signs, with single spaces inside. The names of the
/// built-in roles are theirs.
///
/// # Errors
/// Says what is wrong with the field `name`.
pub fn read_name(text: &str) -> Result<String, FieldError> {
    let clean: String = text.chars().map(|sign| if is_hidden(sign) { ' ' } else { sign }).collect();
    let name = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        Err(FieldError::new("name", "Give the role a name."))
    } else if name.chars().count() > LONGEST_NAME {
        Err(FieldError::new("name", "A name has at most 40 characters."))
    } else if Role::ALL.into_iter().any(|role| folded(&name) == key_of(role)) {
        Err(FieldError::new("name", "This role exists in every workspace. Choose another name."))
    } else {
        Ok(name)
    }
}

/// What two names must not share: they would look alike in a list.
pub fn folded(name: &str) -> String {
    name.to_lowercase()
}

#[cfg(feature = "ssr")]
pub use stored::CustomRole;

#[cfg(feature = "ssr")]
mod stored {
    use super::{Grant, folded};
    use bson::{Document, doc};
    use kernel::{
        Index, Platform, Record, RoleId, Tenanted, Timestamp,
        permission::{Access, CustomAccess, Reach},
    };
    use serde::{Deserialize, Serialize};

    /// A role that a workspace made.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct CustomRole {
        #[serde(rename = "_id")]
        pub id: RoleId,
        pub name: String,
        pub name_folded: String,
        /// A list, because a name with a dot in it is no good key of a document.
        pub grants: Vec<Grant>,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
        /// How often it was given to somebody. Whoever gives it writes here, so that its removal at
        /// the same moment meets them.
        pub given: i64,
    }

    impl Record for CustomRole {
        const COLLECTION: &'static str = "roles";

        fn indexes() -> Vec<Index> {
            vec![Index::on(&[("name_folded", 1)]).unique()]
        }
    }

    impl Tenanted for CustomRole {}

    impl CustomRole {
        pub fn new(platform: &Platform, name: String, grants: Vec<Grant>) -> Self {
            let now = platform.now();
            Self {
                id: RoleId::generate(now, platform.random()),
                name_folded: folded(&name),
                name,
                grants,
                created_at: now,
                updated_at: now,
                given: 0,
            }
        }

        /// What it lets a member do.
        pub fn access(&self) -> Access {
            let grants = self.grants.iter().map(|grant| (grant.permission.clone(), grant.reach)).collect();
            Access::Custom(CustomAccess { role_id: self.id.clone(), name: self.name.clone(), grants })
        }

        /// What the audit log keeps of it.
        pub fn told(&self) -> Document {
            let reach = |reach: Reach| if reach == Reach::Own { "own" } else { "all" };
            let grants = self.grants.iter().map(|grant| format!("{}: {}", grant.permission, reach(grant.reach)));
            doc! { "name": &self.name, "grants": grants.collect::<Vec<_>>() }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Timestamp;

    #[test]
    fn a_role_is_known_by_one_text() {
        let custom = RoleId::generate(Timestamp::from_millis(1), [1; 10]);
        for key in Role::ALL.map(RoleKey::from).into_iter().chain([RoleKey::Custom(custom)]) {
            assert_eq!(RoleKey::try_from(key.as_str().to_owned()), Ok(key));
        }
        for unknown in ["", "Owner", "root", "rol_", "{\"$ne\":\"\"}"] {
            assert_eq!(RoleKey::try_from(unknown.to_owned()), Err(UnknownRole), "{unknown}");
        }
    }

    #[test]
    fn a_role_may_not_pose_as_a_built_in_one() {
        for taken in ["owner", " ADMIN ", "Edi\u{0}tor", "viewer\n"] {
            assert_eq!(read_name(taken).is_err(), !taken.contains('\0'), "{taken:?}");
        }
        assert_eq!(read_name("  Shop \t assistant ").unwrap(), "Shop assistant");
        assert!(read_name(" \u{202e} ").is_err());
        assert!(read_name(&"é".repeat(41)).is_err());
    }
}
