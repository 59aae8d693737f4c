//! What a system says of its doors (server functions), so that a test can try every one of them.

use crate::Permission;

/// What a caller must be before a door does anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// Anybody; the door itself decides what a stranger may learn.
    Anyone,
    /// A user with a session.
    SignedIn,
    /// A user who has shown within the last minutes who they are.
    Confirmed,
    /// A member of the session's workspace whose role carries the permission.
    Member(Permission),
    /// As `Member`, who has shown within the last minutes who they are.
    ConfirmedMember(Permission),
    /// Platform staff.
    Staff,
}

impl Authority {
    /// The permission that a member needs, if the door is a member's.
    pub const fn permission(self) -> Option<Permission> {
        match self {
            Authority::Member(permission) | Authority::ConfirmedMember(permission) => Some(permission),
            _ => None,
        }
    }
}

/// One door as registered in its system's `permissions::DOORS`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Door {
    /// The full path, `/api/links/page/publish`.
    pub path: &'static str,
    pub authority: Authority,
    /// The names of the inputs that carry an id of tenant data: a test swaps each for a
    /// foreign one and for a missing one, and both must answer alike.
    pub ids: &'static [&'static str],
    /// The other inputs a well-formed call needs, URL-encoded.
    pub sample: &'static str,
}
