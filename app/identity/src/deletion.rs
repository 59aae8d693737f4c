//! The end of an account: asked for, put off for 14 days, and taken back by signing in.

pub mod keep;
pub mod plan;
pub mod request;

#[cfg(feature = "ssr")]
pub mod job;
#[cfg(feature = "ssr")]
mod mail;

use kernel::{Timestamp, WorkspaceId};
use serde::{Deserialize, Serialize};

/// For how long an account can be kept after all.
pub const GRACE_DAYS: u64 = 14;

/// When an account ends, and what ends with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deletion {
    pub planned_at: Timestamp,
    pub due_at: Timestamp,
    /// Workspaces that nobody else owns, to be deleted too.
    pub workspaces: Vec<WorkspaceId>,
}

/// A workspace that would be left without an owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Orphan {
    pub id: WorkspaceId,
    pub name: String,
    pub slug: String,
}
