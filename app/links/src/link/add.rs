//! Adds a link at the end of the page.

use super::LinkId;
use crate::page::LinkPage;
use kernel::AppResult;
use leptos::prelude::*;

/// With an `id`, which a form that can be sent again makes, the link is added once however often it
/// is asked for.
#[server(prefix = "/api", endpoint = "links/link/add")]
pub async fn add_link(title: String, target: String, #[server(default)] id: Option<LinkId>) -> AppResult<LinkPage> {
    let member = kernel::Member::require(crate::permissions::EDIT).await?;
    let label = super::label(&title, &target)?;
    let id = id.unwrap_or_else(|| new_id(&member));
    add_as(&member, id, label).await
}

#[cfg(feature = "ssr")]
fn new_id(member: &kernel::Member) -> LinkId {
    LinkId::generate(member.now(), member.platform().random())
}

#[cfg(feature = "ssr")]
pub async fn add(member: &kernel::Member, label: super::Label) -> AppResult<LinkPage> {
    add_as(member, new_id(member), label).await
}

/// A link of this id that is on the page already stays as it is.
#[cfg(feature = "ssr")]
pub async fn add_as(member: &kernel::Member, id: LinkId, label: super::Label) -> AppResult<LinkPage> {
    let added_by = Some(member.user().clone());
    let doing = crate::activity::Doing::to_link("links.link.added", &id);
    let link = super::Link { id, title: label.title, target: label.target, shown: true, added_by };
    let add = move |page: &mut LinkPage| page.add(link.clone());
    Ok(crate::page::store::PageStore::of(member).change(doing, add).await?.0)
}
