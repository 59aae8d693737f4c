//! Facts that one system states and another hears: their payloads stand here because systems
//! never import each other. A fact that only its own system hears stays there.

use crate::{Brand, Locale, MemberId, UserId, WorkspaceId, events::Fact};
use serde::{Deserialize, Serialize};

/// A workspace came to be; its id is the one that the fact is stated for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceCreated {
    pub name: String,
    pub slug: String,
}

impl Fact for WorkspaceCreated {
    const NAME: &'static str = "workspaces.created";
}

/// A workspace's name or slug changed: both as they are now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceAddressChanged {
    pub slug: String,
    pub name: String,
    /// Rises with each change, so that a fact which arrives late is known to be old.
    pub version: i64,
}

impl Fact for WorkspaceAddressChanged {
    const NAME: &'static str = "workspaces.address_changed";
}

/// A person is gone, and what identity knew of them. Whoever keeps something by their id lets go
/// of it. Stated for no workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserDeleted {
    pub user: UserId,
    /// The workspaces that nobody else owned, which the person chose to have deleted too.
    pub workspaces: Vec<WorkspaceId>,
}

impl Fact for UserDeleted {
    const NAME: &'static str = "identity.user_deleted";
}

/// Somebody is a member from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberJoined {
    pub member: MemberId,
    pub user: UserId,
}

impl Fact for MemberJoined {
    const NAME: &'static str = "workspaces.member_joined";
}

/// Somebody left, or was removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberLeft {
    pub member: MemberId,
    pub user: UserId,
}

impl Fact for MemberLeft {
    const NAME: &'static str = "workspaces.member_left";
}

/// How a workspace looks to its visitors changed: language and colours as they are now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceLookChanged {
    pub name: String,
    pub slug: String,
    pub locale: Locale,
    /// Nothing where it has our own colours.
    pub brand: Option<Brand>,
    /// Rises with each change, so that a fact which arrives late is known to be old.
    pub version: i64,
}

impl Fact for WorkspaceLookChanged {
    const NAME: &'static str = "workspaces.look_changed";
}
