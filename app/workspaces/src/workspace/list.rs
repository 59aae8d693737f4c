use kernel::{AppResult, WorkspaceId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A workspace that a person is a member of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyWorkspace {
    pub id: WorkspaceId,
    pub name: String,
    pub slug: String,
    /// What the person is there.
    pub role: String,
    /// Whether the session works in it.
    pub current: bool,
}

/// The workspaces of the person who asks, in the order in which they were joined.
#[server(prefix = "/api", endpoint = "workspaces/workspace/list", input = leptos::server_fn::codec::GetUrl)]
pub async fn list_workspaces() -> AppResult<Vec<MyWorkspace>> {
    let person = kernel::SignedIn::require().await?;
    mine(person.platform(), person.session()).await
}

#[cfg(feature = "ssr")]
pub use act::mine;

#[cfg(feature = "ssr")]
mod act {
    use super::MyWorkspace;
    use crate::membership::store;
    use kernel::{AppResult, Platform, ports::ActiveSession};

    pub async fn mine(platform: &Platform, session: &ActiveSession) -> AppResult<Vec<MyWorkspace>> {
        let places = store::of_user(platform, &session.user).await?;
        let listed = places.into_iter().enumerate().map(|(at, place)| MyWorkspace {
            current: session.workspace.as_ref().map_or(at == 0, |entered| *entered == place.workspace.id),
            role: place.access().name().to_owned(),
            id: place.workspace.id,
            name: place.workspace.name,
            slug: place.workspace.slug.into(),
        });
        Ok(listed.collect())
    }
}
