//! A link's counted way out, `/@{slug}/go/{link}`: it leads where the published page says, and
//! nowhere else.

use crate::{
    click,
    link::LinkId,
    public_page::{KIND, PublicPage},
};
use kernel::{
    AppError, AppResult, Visitor,
    page::{Visit, VisitorAnswer, VisitorRoute},
    request,
};
use std::time::Duration;

/// A visitor does not wait longer than this for our counting.
const PATIENCE: Duration = Duration::from_millis(500);

pub const ROUTE: VisitorRoute = VisitorRoute { pattern: "/@{slug}/go/{link}", answer: |visit| Box::pin(answer(visit)) };

async fn answer(visit: Visit) -> AppResult<VisitorAnswer> {
    let counted = !is_ahead_of_a_click();
    let visitor = Visitor::enter(&format!("/@{}", visit.param("slug"))).await?;
    let target = go(&visitor, visit.param("link"), counted).await?;
    Ok(VisitorAnswer::Outside(target))
}

/// Where the link leads; counts the click if it is one.
pub async fn go(visitor: &Visitor, link: &str, counted: bool) -> AppResult<String> {
    let id: LinkId = link.parse().map_err(|_| AppError::NotFound)?;
    if visitor.published().kind != KIND {
        return Err(AppError::NotFound);
    }
    let page: PublicPage = visitor.page()?;
    let target = page.target(&id).ok_or(AppError::NotFound)?;
    if counted {
        count(visitor, &id).await;
    }
    Ok(target.to_owned())
}

/// The visitor gets where they want to be, counted or not.
async fn count(visitor: &Visitor, id: &LinkId) {
    let tenant = visitor.tenant();
    match tokio::time::timeout(PATIENCE, click::store::count(&tenant, id, visitor.now())).await {
        Ok(Ok(())) => {}
        Ok(Err(cause)) => tracing::warn!(link = %id, %cause, "a click was not counted"),
        Err(_) => tracing::warn!(link = %id, "a click was not counted in time"),
    }
}

/// Whether a browser fetches the page before anybody asked for it, and says so.
fn is_ahead_of_a_click() -> bool {
    let Ok(head) = request::head() else { return false };
    ["sec-purpose", "purpose", "x-moz", "x-purpose"].iter().any(|name| {
        let said = head.headers.get(*name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        said.contains("prefetch") || said.contains("preview") || said.contains("prerender")
    })
}
