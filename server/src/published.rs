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
use kernel::{AppError, AppResult, Timestamp, Visitor, WorkspaceId, database::changes::Change, published::Published};
use lru::LruCache;
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

/// How old a copy may be while the database is away.
const STALE: Duration = Duration::from_secs(5 * 60);
/// How many bytes of rendered pages a server holds: some 2,000 pages, fewer where somebody fills
/// theirs to the brim.
const LARGEST: usize = 32 * 1024 * 1024;
/// Brotli's quality for a page that is compressed once and served often.
const QUALITY: u32 = 9;

/// A page as it goes over the wire.
struct Copy {
    of: Published,
    etag: HeaderValue,
    policy: HeaderValue,
    html: Bytes,
    brotli: Bytes,
    gzip: Bytes,
}

impl Copy {
    fn bytes(&self) -> usize {
        // What was published is about as long as what was made of it.
        2 * self.html.len() + self.brotli.len() + self.gzip.len()
    }

    fn workspace(&self) -> &WorkspaceId {
        &self.of.workspace_id
    }
}

struct Seen {
    copy: Arc<Copy>,
    at: Timestamp,
}

/// The copies that this server holds; safe to lose.
pub struct PageCache(Mutex<Held>);

struct Held {
    copies: LruCache<String, Seen>,
    /// Of all copies together.
    bytes: usize,
}

impl Held {
    fn empty() -> Self {
        Self { copies: LruCache::unbounded(), bytes: 0 }
    }

    fn keep(&mut self, address: &str, seen: Seen, largest: usize) {
        self.forget(address);
        self.bytes += seen.copy.bytes();
        self.copies.put(address.to_owned(), seen);
        while self.bytes > largest {
            let Some((_, oldest)) = self.copies.pop_lru() else { return };
            self.bytes -= oldest.copy.bytes();
        }
    }

    fn forget(&mut self, address: &str) {
        if let Some(seen) = self.copies.pop(address) {
            self.bytes -= seen.copy.bytes();
        }
    }
}

impl Default for PageCache {
    fn default() -> Self {
        Self::new()
    }
}

impl PageCache {
    pub fn new() -> Self {
        Self(Mutex::new(Held::empty()))
    }

    /// The copy of this revision, now known to be true. Of this workspace too: an address can
    /// change hands, and revisions are counted by each.
    fn confirm(&self, published: &Published, now: Timestamp) -> Option<Arc<Copy>> {
        let mut held = self.0.lock().ok()?;
        let seen = held.copies.get_mut(&published.address)?;
        if *seen.copy.workspace() != published.workspace_id || seen.copy.of.revision != published.revision {
            return None;
        }
        seen.at = now;
        Some(seen.copy.clone())
    }

    fn stale(&self, address: &str, now: Timestamp) -> Option<Arc<Copy>> {
        let mut held = self.0.lock().ok()?;
        held.copies.get(address).filter(|seen| now.since(seen.at) <= STALE).map(|seen| seen.copy.clone())
    }

    /// What was published at the address when it was last seen here.
    pub fn last_seen(&self, address: &str, now: Timestamp) -> Option<Published> {
        self.stale(address, now).map(|copy| copy.of.clone())
    }

    fn keep(&self, address: &str, copy: Arc<Copy>, now: Timestamp) {
        if let Ok(mut held) = self.0.lock() {
            held.keep(address, Seen { copy, at: now }, LARGEST);
        }
    }

    fn forget(&self, address: &str) {
        if let Ok(mut held) = self.0.lock() {
            held.forget(address);
        }
    }

    fn forget_all(&self) {
        if let Ok(mut held) = self.0.lock() {
            *held = Held::empty();
        }
    }

    /// Lets go of what a workspace has published, because it may just have changed or withdrawn it:
    /// should the database go away now, nobody is shown what is no longer public.
    pub fn forget_workspace(&self, workspace: &WorkspaceId) {
        if let Ok(mut held) = self.0.lock() {
            let theirs = held.copies.iter().filter(|(_, seen)| *seen.copy.workspace() == *workspace);
            let addresses: Vec<String> = theirs.map(|(address, _)| address.clone()).collect();
            addresses.iter().for_each(|address| held.forget(address));
        }
    }
}

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
    let (html, _, policy) = visitor::render(state, (kind.brand)(visitor), || (kind.draw)(visitor))?;
    let copy = Arc::new(compress(html, published, &policy)?);
    state.pages.keep(address, copy.clone(), now);
    Ok(copy)
}

fn compress(html: String, of: &Published, policy: &str) -> AppResult<Copy> {
    let brotli = crate::assets::brotli(html.as_bytes(), QUALITY);
    let gzip = crate::assets::gzip(html.as_bytes());
    let digest = crate::assets::digest(html.as_bytes());
    Ok(Copy {
        of: of.clone(),
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

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

    fn workspace(number: u8) -> WorkspaceId {
        WorkspaceId::generate(NOW, [number; 10])
    }

    fn page_of(owner: u8, bytes: usize) -> Seen {
        let copy = Copy {
            of: Published {
                address: String::new(),
                workspace_id: workspace(owner),
                kind: String::new(),
                revision: 1,
                body: bson::Document::new(),
                published_at: NOW,
                suspended: false,
            },
            etag: HeaderValue::from_static("e"),
            policy: HeaderValue::from_static("p"),
            html: vec![0; bytes].into(),
            brotli: Bytes::new(),
            gzip: Bytes::new(),
        };
        Seen { copy: Arc::new(copy), at: NOW }
    }

    #[test]
    fn the_pages_of_all_hold_no_more_than_is_allowed() {
        let mut held = Held::empty();
        for number in 0..100 {
            held.keep(&format!("/@page-{}", number % 30), page_of(1, 10 + number), 1_000);
            let bytes: usize = held.copies.iter().map(|(_, seen)| seen.copy.bytes()).sum();
            assert_eq!(held.bytes, bytes);
            assert!(bytes <= 1_000);
        }
        assert!(held.copies.contains("/@page-9"), "the last one is there");
    }

    #[test]
    fn a_workspace_takes_its_own_pages_along() {
        let pages = PageCache::new();
        for (address, owner) in [("/@acme", 1), ("/@bolt", 2)] {
            pages.keep(address, page_of(owner, 10).copy, NOW);
        }
        pages.forget_workspace(&workspace(1));
        assert!(pages.stale("/@acme", NOW).is_none());
        assert!(pages.stale("/@bolt", NOW).is_some());
    }
}
