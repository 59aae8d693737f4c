//! What every handler shares.

use crate::{assets::Assets, config::Config, live::Streams, metrics::Metrics, published::PageCache};
use kernel::{
    Platform, System,
    authority::{Caller, LastSeen, StaffList},
    page::PublishedKind,
};
use leptos::prelude::provide_context;
use std::sync::{Arc, atomic::AtomicBool};

#[derive(Clone)]
pub struct AppState {
    pub config: Arc<Config>,
    pub platform: Platform,
    pub systems: Arc<Vec<System>>,
    pub assets: Arc<Assets>,
    pub pages: Arc<PageCache>,
    pub streams: Arc<Streams>,
    pub metrics: Arc<Metrics>,
    /// Set once indexes and migrations are known to be in line.
    pub migrated: Arc<AtomicBool>,
}

impl AppState {
    /// Puts what doors need into the reactive context of a request.
    pub fn provide(&self, caller: Caller) {
        provide_context(self.platform.clone());
        provide_context(caller);
        let (pages, platform) = (self.pages.clone(), self.platform.clone());
        provide_context(LastSeen(Arc::new(move |address| pages.last_seen(address, platform.now()))));
        provide_context(StaffList(Arc::new(self.config.staff.clone())));
    }

    pub fn published_kind(&self, kind: &str) -> Option<PublishedKind> {
        self.systems.iter().flat_map(|system| &system.published).find(|published| published.kind == kind).copied()
    }
}
