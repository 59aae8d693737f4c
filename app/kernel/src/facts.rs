//! Facts that one system states and another hears: their payloads stand here because systems
//! never import each other. A fact that only its own system hears stays there.

use crate::{MemberId, UserId, events::Fact};
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
