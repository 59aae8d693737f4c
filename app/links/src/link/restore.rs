//! Puts a removed link back where it stood, with the id that its clicks are counted under.

use super::LinkId;
use crate::page::LinkPage;
use kernel::{AppResult, UserId};
use leptos::prelude::*;

#[server(prefix = "/api", endpoint = "links/link/restore")]
pub async fn restore_link(
    id: LinkId,
    title: String,
    target: String,
    shown: bool,
    position: usize,
    #[server(default)] added_by: Option<UserId>,
) -> AppResult<LinkPage> {
    let member = kernel::Member::require(crate::permissions::EDIT).await?;
    let label = super::label(&title, &target)?;
    let link = super::Link { id, title: label.title, target: label.target, shown, added_by };
    restore(&member, crate::page::Removed { link, position }).await
}

#[cfg(feature = "ssr")]
pub async fn restore(member: &kernel::Member, mut removed: crate::page::Removed) -> AppResult<LinkPage> {
    // Whoever reaches only their own links could have removed no other.
    if member.reach() == kernel::Reach::Own {
        removed.link.added_by = Some(member.user().clone());
    }
    let doing = crate::activity::Doing::to_link("links.link.restored", &removed.link.id);
    let restore = move |page: &mut LinkPage| page.restore(removed.link.clone(), removed.position);
    Ok(crate::page::store::PageStore::of(member).change(doing, restore).await?.0)
}
