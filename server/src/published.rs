//! `/@slug`: one read of the database, and a rendered, compressed copy for as long as the
//! revision stays the same. While the database is away a copy seen in the last five minutes is
//! served, marked as stale.

use crate::{middleware::encoding::Accepted, notice, state::AppState, visitor};
use axum::{
    body::Bytes,
    extract::{Path, Request, State, rejection::PathRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
};
use kernel::{AppError, AppResult, Timestamp, Visitor, WorkspaceId, published::Published};
use lru::LruCache;
use std::{
    num::NonZeroUsize,
    sync::{Arc, Mutex},
    time::Duration,
};

/// How old a copy may be while the database is away.
const STALE: Duration = Duration::from_secs(5 * 60);
/// How many rendered pages a server holds; a page is some 10 kB.
const COPIES: NonZeroUsize = NonZeroUsize::new(2_000).unwrap();
/// Brotli's quality for a page that is compressed once and served often.
const QUALITY: u32 = 9;

/// A page as it goes over the wire.
struct Copy {
    workspace: WorkspaceId,
    revision: i64,
    etag: HeaderValue,
    policy: HeaderValue,
    html: Bytes,
    brotli: Bytes,
    gzip: Bytes,
}

struct Seen {
    copy: Arc<Copy>,
    at: Timestamp,
}

/// The copies that this server holds; safe to lose.
pub struct PageCache(Mutex<LruCache<String, Seen>>);

impl Default for PageCache {
    fn default() -> Self {
        Self::new()
    }
}

impl PageCache {
    pub fn new() -> Self {
        Self(Mutex::new(LruCache::new(COPIES)))
    }

    /// The copy of this revision, now known to be true. Of this workspace too: an address can
    /// change hands, and revisions are counted by each.
    fn confirm(&self, published: &Published, now: Timestamp) -> Option<Arc<Copy>> {
        let mut copies = self.0.lock().ok()?;
        let seen = copies.get_mut(&published.address)?;
        if seen.copy.workspace != published.workspace_id || seen.copy.revision != published.revision {
            return None;
        }
        seen.at = now;
        Some(seen.copy.clone())
    }

    fn stale(&self, address: &str, now: Timestamp) -> Option<Arc<Copy>> {
        let mut copies = self.0.lock().ok()?;
        copies.get(address).filter(|seen| now.since(seen.at) <= STALE).map(|seen| seen.copy.clone())
    }

    fn keep(&self, address: &str, copy: Arc<Copy>, now: Timestamp) {
        if let Ok(mut copies) = self.0.lock() {
            copies.put(address.to_owned(), Seen { copy, at: now });
        }
    }

    fn forget(&self, address: &str) {
        if let Ok(mut copies) = self.0.lock() {
            copies.pop(address);
        }
    }
}

pub async fn page(
    State(state): State<AppState>,
    slug: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response {
    let (head, _) = request.into_parts();
    let Ok(Path(slug)) = slug else { return notice::page(&state, &AppError::NotFound, &head) };
    if let Some(lower) = in_lower_case(&slug) {
        return Redirect::permanent(&format!("/@{lower}")).into_response();
    }
    let (address, now) = (format!("/@{slug}"), state.platform.now());
    match Visitor::enter_on(state.platform.clone(), &address).await {
        Ok(visitor) => match current(&state, &address, &visitor, now) {
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

/// The copy of the revision that the database holds, rendered if there is none yet.
fn current(state: &AppState, address: &str, visitor: &Visitor, now: Timestamp) -> AppResult<Arc<Copy>> {
    let published = visitor.published();
    if let Some(copy) = state.pages.confirm(published, now) {
        return Ok(copy);
    }
    let kind = state.published_kind(&published.kind).ok_or(AppError::NotFound)?;
    let (html, _, policy) = visitor::render(state, (kind.draw)(visitor)?);
    let copy = Arc::new(compress(html, published, &policy)?);
    state.pages.keep(address, copy.clone(), now);
    Ok(copy)
}

fn compress(html: String, of: &Published, policy: &str) -> AppResult<Copy> {
    let brotli = crate::assets::brotli(html.as_bytes(), QUALITY);
    let gzip = crate::assets::gzip(html.as_bytes());
    let digest = crate::assets::digest(html.as_bytes());
    Ok(Copy {
        workspace: of.workspace_id.clone(),
        revision: of.revision,
        etag: HeaderValue::from_str(&format!("W/\"{digest}\"")).map_err(AppError::internal)?,
        policy: HeaderValue::from_str(policy).map_err(AppError::internal)?,
        html: html.into(),
        brotli: brotli.into(),
        gzip: gzip.into(),
    })
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
