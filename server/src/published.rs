//! `/@slug`: one read of the database, and a rendered, compressed copy for as long as the
//! revision stays the same. While the database is away a copy seen in the last five minutes is
//! served, marked as stale.

mod copies;

pub use copies::PageCache;

use crate::{middleware::encoding::Accepted, notice, state::AppState, visitor};
use axum::{
    extract::{Path, Request, State, rejection::PathRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
};
use copies::{Copy, compress};
use kernel::{AppError, AppResult, Timestamp, Visitor, database::changes::Change, published::Published};
use std::sync::Arc;

/// Lets go of each page that another server changes or withdraws, as it happens: should the
/// database go away, this server too shows nothing that is no longer public.
pub async fn follow(state: AppState) {
    let pages = state.pages.clone();
    let hear = move |change| match change {
        Change::Written(address) | Change::Removed(address) => pages.forget(&address),
        Change::Missed => pages.forget_all(),
    };
    state.platform.database().clone().tell_changes::<Published>(hear).await;
}

pub async fn page(
    State(state): State<AppState>,
    slug: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response {
    let (head, _) = request.into_parts();
    let Ok(Path(slug)) = slug else { return notice::page(&state, &AppError::NotFound, &head) };
    if let Some(lower) = in_lower_case(&slug) {
        let query = head.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        return Redirect::permanent(&format!("/@{lower}{query}")).into_response();
    }
    let (address, now) = (format!("/@{slug}"), state.platform.now());
    match Visitor::enter_on(state.platform.clone(), &address).await {
        Ok(visitor) => match current(&state, &address, &visitor, now).await {
            Ok(copy) => send(&copy, &head.headers, false),
            Err(error) => notice::page(&state, &error, &head),
        },
        Err(AppError::Unavailable) => match state.pages.stale(&address, now) {
            Some(copy) => send(&copy, &head.headers, true),
            None => notice::page(&state, &AppError::Unavailable, &head),
        },
        Err(error) => {
            state.pages.forget(&address);
            notice::page(&state, &error, &head)
        }
    }
}

/// The address as it is written, of one that was typed with capitals.
fn in_lower_case(slug: &str) -> Option<String> {
    let is_plain = slug.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let has_capitals = slug.bytes().any(|b| b.is_ascii_uppercase());
    (is_plain && has_capitals).then(|| slug.to_ascii_lowercase())
}

/// The copy of the revision that the database holds; drawn if there is none yet, by the first of
/// those who ask at once.
async fn current(state: &AppState, address: &str, visitor: &Visitor, now: Timestamp) -> AppResult<Arc<Copy>> {
    let published = visitor.published();
    if let Some(copy) = state.pages.confirm(published, now) {
        return Ok(copy);
    }
    let _turn = state.pages.turn(address).lock().await;
    if let Some(copy) = state.pages.confirm(published, now) {
        return Ok(copy);
    }
    let copy = draw(state, visitor).await?;
    state.pages.keep(address, copy.clone(), now);
    Ok(copy)
}

async fn draw(state: &AppState, visitor: &Visitor) -> AppResult<Arc<Copy>> {
    let published = visitor.published().clone();
    let kind = state.published_kind(&published.kind).ok_or(AppError::NotFound)?;
    let (html, _, policy) = visitor::render(state, (kind.brand)(visitor), || (kind.draw)(visitor))?;
    state.metrics.drew();
    let compressed = tokio::task::spawn_blocking(move || compress(html, published, &policy)).await;
    Ok(Arc::new(compressed.map_err(AppError::internal)??))
}

fn send(copy: &Copy, request: &HeaderMap, stale: bool) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::ETAG, copy.etag.clone());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::CONTENT_SECURITY_POLICY, copy.policy.clone());
    headers.insert("x-document", HeaderValue::from_static("visitor"));
    if stale {
        // RFC 7234, 5.5.1: the response is stale.
        headers.insert(header::WARNING, HeaderValue::from_static("110 - \"Response is Stale\""));
        headers.insert("x-stale", HeaderValue::from_static("1"));
    }
    if request.get(header::IF_NONE_MATCH) == Some(&copy.etag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    let (encoding, body) = match Accepted::of(request) {
        Accepted::Brotli => (Some("br"), &copy.brotli),
        Accepted::Gzip => (Some("gzip"), &copy.gzip),
        Accepted::Identity => (None, &copy.html),
    };
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    (headers, body.clone()).into_response()
}
