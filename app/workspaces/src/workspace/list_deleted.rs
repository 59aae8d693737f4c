use kernel::{AppResult, WorkspaceId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A deleted workspace that its owner may bring back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletedWorkspace {
    pub id: WorkspaceId,
    pub name: String,
    /// `22 December 2026`.
    pub until: String,
}

/// The workspaces that the person who asks owns and that are deleted, the last one first.
#[server(prefix = "/api", endpoint = "workspaces/workspace/list_deleted", input = leptos::server_fn::codec::GetUrl)]
pub async fn list_deleted() -> AppResult<Vec<DeletedWorkspace>> {
    let person = kernel::SignedIn::require().await?;
    restorable(person.platform(), person.user()).await
}

#[cfg(feature = "ssr")]
pub use act::{has_any, restorable};

#[cfg(feature = "ssr")]
mod act {
    use super::DeletedWorkspace;
    use crate::{membership::store, workspace::deletion};
    use kernel::{AppResult, Platform, UserId};

    /// Whether the user has a workspace to enter or to bring back.
    pub async fn has_any(platform: &Platform, user: &UserId) -> AppResult<bool> {
        let enters = store::first_of_user(platform, user, None).await?.is_some();
        Ok(enters || !restorable(platform, user).await?.is_empty())
    }

    pub async fn restorable(platform: &Platform, user: &UserId) -> AppResult<Vec<DeletedWorkspace>> {
        let now = platform.now();
        let owned = deletion::owned_and_deleted(platform, user).await?;
        let listed = owned.into_iter().filter_map(|workspace| {
            let deletion = workspace.deletion.filter(|deletion| !deletion.purging && deletion.until > now)?;
            Some(DeletedWorkspace { id: workspace.id, name: workspace.name, until: deletion::day(deletion.until) })
        });
        Ok(listed.collect())
    }
}
