//! A link's counted way out, `/@{slug}/go/{link}`: it leads where the published page says, and
//! nowhere else.

use crate::{
    click,
    link::LinkId,
    public_page::{KIND, PublicPage},
};
use http::{HeaderMap, Method};
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
    let counted = !request::head().is_ok_and(|head| is_ahead_of_a_click(&head.method, &head.headers));
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

/// Whether nobody opens the page: a program asks with HEAD whether the link still works, or a
/// browser fetches it before anybody asked for it, and says so in `Sec-Purpose`
/// (<https://fetch.spec.whatwg.org/#sec-purpose-header>) or in one of its elder names.
fn is_ahead_of_a_click(method: &Method, headers: &HeaderMap) -> bool {
    let is_fetched_ahead = ["sec-purpose", "purpose", "x-purpose", "x-moz"].iter().any(|name| {
        let said = headers.get(*name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        ["prefetch", "prerender", "preview"].iter().any(|purpose| said.contains(purpose))
    });
    is_fetched_ahead || method == Method::HEAD
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_fetched_ahead_says_so_in_a_header() {
        let with =
            |name: &'static str, value: &str| HeaderMap::from_iter([(name.parse().unwrap(), value.parse().unwrap())]);
        for (name, value) in [
            ("sec-purpose", "prefetch;prerender"),
            ("purpose", "prefetch"),
            ("x-moz", "prefetch"),
            ("x-purpose", "preview"),
        ] {
            assert!(is_ahead_of_a_click(&Method::GET, &with(name, value)), "{name}: {value}");
        }
        assert!(!is_ahead_of_a_click(&Method::GET, &with("sec-fetch-mode", "navigate")));
        assert!(!is_ahead_of_a_click(&Method::GET, &HeaderMap::new()));
        assert!(is_ahead_of_a_click(&Method::HEAD, &HeaderMap::new()));
    }
}
