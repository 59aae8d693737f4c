//! Shows a link to visitors, or hides it.

use super::LinkId;
use crate::page::LinkPage;
use kernel::AppResult;
use leptos::prelude::*;

#[server(prefix = "/api", endpoint = "links/link/show")]
pub async fn show_link(id: LinkId, #[server(default)] shown: bool) -> AppResult<LinkPage> {
    let member = kernel::Member::require(crate::permissions::EDIT).await?;
    show(&member, id, shown).await
}

#[cfg(feature = "ssr")]
pub async fn show(member: &kernel::Member, id: LinkId, shown: bool) -> AppResult<LinkPage> {
    let doing = crate::activity::Doing::to_link(if shown { "links.link.shown" } else { "links.link.hidden" }, &id);
    let asker = member.clone();
    let show = move |page: &mut LinkPage| {
        page.check_reach(&id, |maker| asker.reaches(maker))?;
        page.show(&id, shown)
    };
    Ok(crate::page::store::PageStore::of(member).change(doing, show).await?.0)
}
