//! Adds a link at the end of the page.

use crate::page::LinkPage;
use kernel::AppResult;
use leptos::prelude::*;

#[server(prefix = "/api", endpoint = "links/link/add")]
pub async fn add_link(title: String, target: String) -> AppResult<LinkPage> {
    let member = kernel::Member::require(crate::permissions::EDIT).await?;
    let label = super::label(&title, &target)?;
    add(&member, label).await
}

#[cfg(feature = "ssr")]
pub async fn add(member: &kernel::Member, label: super::Label) -> AppResult<LinkPage> {
    use super::{Link, LinkId};
    let id = LinkId::generate(member.now(), member.platform().random());
    let link =
        Link { id, title: label.title, target: label.target, shown: true, added_by: Some(member.user().clone()) };
    let doing = crate::activity::Doing::to_link("links.link.added", &link.id);
    let add = move |page: &mut LinkPage| page.add(link.clone());
    Ok(crate::page::store::PageStore::of(member).change(doing, add).await?.0)
}
