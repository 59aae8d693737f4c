//! The copies of visitor pages that a server holds, as they go over the wire.

use axum::{body::Bytes, http::HeaderValue};
use kernel::{AppError, AppResult, Timestamp, WorkspaceId, published::Published};
use lru::LruCache;
use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
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
pub(super) struct Copy {
    pub(super) of: Published,
    pub(super) etag: HeaderValue,
    pub(super) policy: HeaderValue,
    pub(super) html: Bytes,
    pub(super) brotli: Bytes,
    pub(super) gzip: Bytes,
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
pub struct PageCache {
    held: Mutex<Held>,
    /// Who draws a page; the others wait for their copy. Two addresses may share one turn.
    turns: [Turn; 64],
}

type Turn = tokio::sync::Mutex<()>;

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
        let held = Mutex::new(Held::empty());
        Self { held, turns: std::array::from_fn(|_| Turn::default()) }
    }

    pub(super) fn turn(&self, address: &str) -> &Turn {
        let mut hasher = DefaultHasher::new();
        address.hash(&mut hasher);
        &self.turns[hasher.finish() as usize % self.turns.len()]
    }

    /// The copy of this revision, now known to be true. Of this workspace too: an address can
    /// change hands, and revisions are counted by each.
    pub(super) fn confirm(&self, published: &Published, now: Timestamp) -> Option<Arc<Copy>> {
        let mut held = self.held.lock().ok()?;
        let seen = held.copies.get_mut(&published.address)?;
        if *seen.copy.workspace() != published.workspace_id || seen.copy.of.revision != published.revision {
            return None;
        }
        seen.at = now;
        Some(seen.copy.clone())
    }

    pub(super) fn stale(&self, address: &str, now: Timestamp) -> Option<Arc<Copy>> {
        let mut held = self.held.lock().ok()?;
        held.copies.get(address).filter(|seen| now.since(seen.at) <= STALE).map(|seen| seen.copy.clone())
    }

    /// What was published at the address when it was last seen here.
    pub fn last_seen(&self, address: &str, now: Timestamp) -> Option<Published> {
        self.stale(address, now).map(|copy| copy.of.clone())
    }

    pub(super) fn keep(&self, address: &str, copy: Arc<Copy>, now: Timestamp) {
        if let Ok(mut held) = self.held.lock() {
            held.keep(address, Seen { copy, at: now }, LARGEST);
        }
    }

    pub(super) fn forget(&self, address: &str) {
        if let Ok(mut held) = self.held.lock() {
            held.forget(address);
        }
    }

    pub(super) fn forget_all(&self) {
        if let Ok(mut held) = self.held.lock() {
            *held = Held::empty();
        }
    }

    /// Lets go of what a workspace has published, because it may just have changed or withdrawn it:
    /// should the database go away now, nobody is shown what is no longer public.
    pub fn forget_workspace(&self, workspace: &WorkspaceId) {
        if let Ok(mut held) = self.held.lock() {
            let theirs = held.copies.iter().filter(|(_, seen)| *seen.copy.workspace() == *workspace);
            let addresses: Vec<String> = theirs.map(|(address, _)| address.clone()).collect();
            addresses.iter().for_each(|address| held.forget(address));
        }
    }
}

pub(super) fn compress(html: String, of: Published, policy: &str) -> AppResult<Copy> {
    let brotli = crate::assets::brotli(html.as_bytes(), QUALITY);
    let gzip = crate::assets::gzip(html.as_bytes());
    let digest = crate::assets::digest(html.as_bytes());
    Ok(Copy {
        of,
        etag: HeaderValue::from_str(&format!("W/\"{digest}\"")).map_err(AppError::internal)?,
        policy: HeaderValue::from_str(policy).map_err(AppError::internal)?,
        html: html.into(),
        brotli: brotli.into(),
        gzip: gzip.into(),
    })
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
