use super::SlugProblem;
use kernel::AppResult;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What is known of an address that somebody would like to have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlugAnswer {
    /// As it was asked for.
    pub slug: String,
    /// Why it can't be had; nothing when it is free.
    pub problem: Option<SlugProblem>,
    /// A free one near it, when it can't be had.
    pub suggestion: Option<String>,
}

/// Whether an address can be had: by a new workspace, or by the current one that is `renaming`
/// itself, whose own address is no obstacle.
#[server(prefix = "/api", endpoint = "workspaces/slug/check", input = leptos::server_fn::codec::GetUrl)]
pub async fn check_slug(slug: String, #[server(default)] renaming: bool) -> AppResult<SlugAnswer> {
    let (platform, own) = asker(renaming).await?;
    Ok(answer(&platform, slug, own.as_ref()).await?)
}

#[cfg(feature = "ssr")]
use act::asker;
#[cfg(feature = "ssr")]
pub use act::{answer, first_free, problem, refusal};

#[cfg(feature = "ssr")]
mod act {
    use super::SlugAnswer;
    use crate::{
        permissions,
        slug::{Slug, SlugProblem, alternatives},
        workspace::store,
    };
    use kernel::{AppError, AppResult, Member, Platform, SignedIn, StoreError, WorkspaceId};

    pub async fn asker(renaming: bool) -> AppResult<(Platform, Option<WorkspaceId>)> {
        if renaming {
            let member = Member::require(permissions::MANAGE).await?;
            Ok((member.platform().clone(), Some(member.workspace().id.clone())))
        } else {
            Ok((SignedIn::require().await?.platform().clone(), None))
        }
    }

    /// Everything there is to say about an address, in two reads at most.
    pub async fn answer(
        platform: &Platform,
        text: String,
        own: Option<&WorkspaceId>,
    ) -> Result<SlugAnswer, StoreError> {
        let slug = match Slug::read(&text) {
            Ok(slug) => slug,
            Err(malformed) => return Ok(SlugAnswer { slug: text, problem: Some(malformed), suggestion: None }),
        };
        let problem = problem(platform, &slug, own).await?;
        let suggestion = if problem.is_some() { first_free(platform, &slug).await? } else { None };
        Ok(SlugAnswer { slug: text, problem, suggestion: suggestion.map(Into::into) })
    }

    /// What stands in the way of an address, if anything. What decides in the end is the index.
    pub async fn problem(
        platform: &Platform,
        slug: &Slug,
        own: Option<&WorkspaceId>,
    ) -> Result<Option<SlugProblem>, StoreError> {
        let (now, mut holders) = (platform.now(), store::of_skeletons(platform, &[slug.skeleton()]).await?);
        holders.retain(|holder| holder.holds_twin(slug, now));
        let (ours, others): (Vec<_>, Vec<_>) = holders.into_iter().partition(|holder| Some(&holder.id) == own);
        Ok(match others.first() {
            Some(other) if other.holds(slug, now) => Some(SlugProblem::Taken),
            Some(_) => Some(SlugProblem::Confusable),
            None if slug.is_reserved() && !ours.iter().any(|our| our.holds(slug, now)) => Some(SlugProblem::Reserved),
            None => None,
        })
    }

    /// The error for an address that the index has just refused.
    pub async fn refusal(platform: &Platform, slug: &Slug, own: Option<&WorkspaceId>) -> AppError {
        match problem(platform, slug, own).await {
            Ok(problem) => AppError::invalid("slug", problem.unwrap_or(SlugProblem::Taken).to_string()),
            Err(error) => error.into(),
        }
    }

    /// The best address near this one that nobody has.
    pub async fn first_free(platform: &Platform, slug: &Slug) -> Result<Option<Slug>, StoreError> {
        let candidates = alternatives(slug);
        let skeletons: Vec<String> = candidates.iter().map(Slug::skeleton).collect();
        let (now, holders) = (platform.now(), store::of_skeletons(platform, &skeletons).await?);
        Ok(candidates.into_iter().find(|slug| !holders.iter().any(|holder| holder.holds_twin(slug, now))))
    }
}
