//! Takes a link off the page, and says where it stood so that it can be put back.

use super::LinkId;
use crate::page::{LinkPage, Removed};
use kernel::AppResult;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The page without the link, and the link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithoutLink {
    pub page: LinkPage,
    pub removed: Removed,
}

#[server(prefix = "/api", endpoint = "links/link/remove")]
pub async fn remove_link(id: LinkId) -> AppResult<WithoutLink> {
    let member = kernel::Member::require(crate::permissions::EDIT).await?;
    remove(&member, id).await
}

#[cfg(feature = "ssr")]
pub async fn remove(member: &kernel::Member, id: LinkId) -> AppResult<WithoutLink> {
    let doing = crate::activity::Doing::to_link("links.link.removed", &id);
    let asker = member.clone();
    let remove = move |page: &mut LinkPage| {
        page.check_reach(&id, |maker| asker.reaches(maker))?;
        page.remove(&id)
    };
    let (page, removed) = crate::page::store::PageStore::of(member).change(doing, remove).await?;
    Ok(WithoutLink { page, removed })
}
