use kernel::AppResult;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// How well the way into the workspace is guarded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protection {
    /// Whether members need a second factor.
    pub required: bool,
    /// Whether the one who asks may change that.
    pub manageable: bool,
    /// Whether the one who asks has signed in with two steps.
    pub signed_in_with_two: bool,
    pub members: usize,
    /// How many of them would have to set up a second factor first. Nothing for who may not
    /// change it.
    pub without: Option<usize>,
}

#[server(prefix = "/api", endpoint = "workspaces/workspace/protection", input = leptos::server_fn::codec::GetUrl)]
pub async fn show_protection() -> AppResult<Protection> {
    let member = kernel::Member::require(crate::permissions::VIEW).await?;
    let with_two = kernel::SignedIn::require().await?.session().second_factor;
    look(&member, with_two).await
}

#[cfg(feature = "ssr")]
pub use act::look;

#[cfg(feature = "ssr")]
mod act {
    use super::Protection;
    use crate::{
        permissions,
        workspace::{deletion::members_of, store},
    };
    use kernel::{AppError, AppResult, Member};

    /// In three reads.
    pub async fn look(member: &Member, signed_in_with_two: bool) -> AppResult<Protection> {
        let platform = member.platform();
        let workspace = store::get(platform, &member.workspace().id).await?.ok_or(AppError::NotFound)?;
        let users = members_of(platform, &workspace.id).await?;
        let people = platform.ports().sessions.people(platform, &users).await?;
        let manageable = member.may(permissions::MANAGE);
        let without = people.iter().filter(|person| !person.has_second_factor).count();
        Ok(Protection {
            required: workspace.needs_second_factor,
            manageable,
            signed_in_with_two,
            members: people.len(),
            without: manageable.then_some(without),
        })
    }
}
