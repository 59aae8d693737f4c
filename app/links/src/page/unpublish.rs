//! Takes the page off the net; it stays as it is in the console.

use super::LinkPage;
use kernel::AppResult;
use leptos::prelude::*;

#[server(prefix = "/api", endpoint = "links/page/unpublish")]
pub async fn unpublish_page() -> AppResult<LinkPage> {
    let member = kernel::Member::require(crate::permissions::PUBLISH).await?;
    unpublish(&member).await
}

#[cfg(feature = "ssr")]
pub async fn unpublish(member: &kernel::Member) -> AppResult<LinkPage> {
    use crate::activity::Doing;
    let unpublish = |page: &mut LinkPage| {
        page.published = false;
        AppResult::Ok(())
    };
    Ok(super::store::PageStore::of(member).change(Doing::to_page("links.page.unpublished"), unpublish).await?.0)
}
