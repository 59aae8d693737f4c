//! Puts the page on the net, at the workspace's address.

use super::LinkPage;
use kernel::AppResult;
use leptos::prelude::*;

#[server(prefix = "/api", endpoint = "links/page/publish")]
pub async fn publish_page() -> AppResult<LinkPage> {
    let member = kernel::Member::require(crate::permissions::PUBLISH).await?;
    publish(&member).await
}

#[cfg(feature = "ssr")]
pub async fn publish(member: &kernel::Member) -> AppResult<LinkPage> {
    use crate::activity::Doing;
    let publish = |page: &mut LinkPage| {
        page.published = true;
        AppResult::Ok(())
    };
    Ok(super::store::PageStore::of(member).change(Doing::to_page("links.page.published"), publish).await?.0)
}
