//! Changes what a link says and where it leads. Its clicks stay its own.

use super::LinkId;
use crate::page::LinkPage;
use kernel::AppResult;
use leptos::prelude::*;

#[server(prefix = "/api", endpoint = "links/link/edit")]
pub async fn edit_link(id: LinkId, title: String, target: String) -> AppResult<LinkPage> {
    let member = kernel::Member::require(crate::permissions::EDIT).await?;
    let label = super::label(&title, &target)?;
    edit(&member, id, label).await
}

#[cfg(feature = "ssr")]
pub async fn edit(member: &kernel::Member, id: LinkId, label: super::Label) -> AppResult<LinkPage> {
    let doing = crate::activity::Doing::to_link("links.link.edited", &id);
    let asker = member.clone();
    let edit = move |page: &mut LinkPage| {
        page.check_reach(&id, |maker| asker.reaches(maker))?;
        page.edit(&id, label.clone())
    };
    Ok(crate::page::store::PageStore::of(member).change(doing, edit).await?.0)
}
