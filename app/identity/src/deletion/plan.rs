use super::Orphan;
use kernel::AppResult;
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// The workspaces that would be left without an owner: what happens to them is for the person to
/// say before the account goes.
#[server(prefix = "/api", endpoint = "identity/deletions/plan", input = GetUrl)]
pub async fn plan_deletion() -> AppResult<Vec<Orphan>> {
    let person = kernel::SignedIn::require().await?;
    plan(person.platform(), person.user()).await
}

#[cfg(feature = "ssr")]
pub use act::plan;

#[cfg(feature = "ssr")]
mod act {
    use crate::deletion::Orphan;
    use kernel::{AppResult, Platform, UserId};

    pub async fn plan(platform: &Platform, user: &UserId) -> AppResult<Vec<Orphan>> {
        let owned = platform.ports().memberships.sole_ownerships(platform, user).await?;
        Ok(owned.into_iter().map(|card| Orphan { id: card.id, name: card.name, slug: card.slug }).collect())
    }
}
