//! Moves a link before another, or to the end.

use super::LinkId;
use crate::page::LinkPage;
use kernel::AppResult;
use leptos::prelude::*;

#[server(prefix = "/api", endpoint = "links/link/move")]
pub async fn move_link(id: LinkId, #[server(default)] before: Option<LinkId>) -> AppResult<LinkPage> {
    let member = kernel::Member::require(crate::permissions::EDIT).await?;
    move_before(&member, id, before).await
}

#[cfg(feature = "ssr")]
pub async fn move_before(member: &kernel::Member, id: LinkId, before: Option<LinkId>) -> AppResult<LinkPage> {
    let doing = crate::activity::Doing::to_link("links.link.moved", &id);
    let asker = member.clone();
    let reorder = move |page: &mut LinkPage| {
        page.check_reach(&id, |maker| asker.reaches(maker))?;
        page.move_before(&id, before.as_ref())
    };
    Ok(crate::page::store::PageStore::of(member).change(doing, reorder).await?.0)
}
