//! Whether the chains are what was written: for whoever runs the machine.

use crate::{
    slug::Slug,
    workspace::{Workspace, store},
};
use kernel::{
    AppError, AppResult, Platform,
    audit::{self, Verified},
};

const AT_A_TIME: i64 = 200;

/// A workspace's chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    pub slug: String,
    /// Nothing where the workspace is being removed, and its chain with it.
    pub verified: Option<Verified>,
}

/// Looks at the chain of the workspace at `slug`, or at all of them, and tells of each as soon as
/// it is known. Whether all are whole.
///
/// # Errors
/// `NotFound` where no workspace has the address.
pub async fn verify(platform: &Platform, slug: Option<&str>, tell: impl Fn(Chain)) -> AppResult<bool> {
    if let Some(slug) = slug {
        let slug = Slug::read(slug).map_err(|problem| AppError::invalid("workspace", problem.to_string()))?;
        let workspace = store::at(platform, &slug).await?.ok_or(AppError::NotFound)?;
        return one(platform, &workspace, &tell).await;
    }
    let (mut last, mut whole) = (String::new(), true);
    loop {
        let some = store::after(platform, &last, AT_A_TIME).await?;
        let Some(end) = some.last() else { return Ok(whole) };
        last = end.id.to_string();
        for workspace in &some {
            whole &= one(platform, workspace, &tell).await?;
        }
    }
}

async fn one(platform: &Platform, workspace: &Workspace, tell: &impl Fn(Chain)) -> AppResult<bool> {
    let verified = audit::verify(platform, &workspace.id).await?;
    let whole = verified.broken_at.is_none();
    let removed = !whole && is_being_removed(platform, workspace).await?;
    tell(Chain { slug: workspace.slug.to_string(), verified: (!removed).then_some(verified) });
    Ok(whole || removed)
}

/// Whether the workspace's days of grace are over and a purge has begun, maybe while we looked: it
/// takes the entries before the workspace.
async fn is_being_removed(platform: &Platform, workspace: &Workspace) -> AppResult<bool> {
    let Some(now) = store::get(platform, &workspace.id).await? else { return Ok(true) };
    Ok(now.deletion.is_some_and(|deletion| deletion.purging && deletion.until <= platform.now()))
}
