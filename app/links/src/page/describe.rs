//! Gives the page its title and bio.

use super::LinkPage;
use kernel::AppResult;
use leptos::prelude::*;

#[server(prefix = "/api", endpoint = "links/page/describe")]
pub async fn describe_page(title: String, #[server(default)] bio: String) -> AppResult<LinkPage> {
    let member = kernel::Member::require(crate::permissions::EDIT).await?;
    let description = super::description(&title, &bio)?;
    describe(&member, description).await
}

#[cfg(feature = "ssr")]
pub async fn describe(member: &kernel::Member, description: super::Description) -> AppResult<LinkPage> {
    use crate::activity::Doing;
    // The page is nobody's own.
    if !member.reaches(None) {
        return Err(kernel::AppError::Forbidden);
    }
    let describe = move |page: &mut LinkPage| {
        page.describe(description.clone());
        AppResult::Ok(())
    };
    Ok(super::store::PageStore::of(member).change(Doing::to_page("links.page.described"), describe).await?.0)
}
