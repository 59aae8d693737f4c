//! What Prometheus is told, on an address of its own.

use crate::state::AppState;
use axum::{Router, extract::State, http::header, response::IntoResponse, routing::get};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};
use std::{
    net::SocketAddr,
    sync::{Mutex, atomic::Ordering},
    time::Duration,
};

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answer {
    route: String,
    status: u16,
}

pub struct Metrics {
    registry: Mutex<Registry>,
    answers: Family<Answer, Counter>,
    seconds: Histogram,
    database_up: Gauge,
    panics: Counter,
    drawn: Counter,
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl Metrics {
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("mewayz");
        let answers = Family::<Answer, Counter>::default();
        let seconds = Histogram::new([0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0]);
        let (database_up, panics, drawn) = (Gauge::default(), Counter::default(), Counter::default());
        registry.register("http_answers", "Answers by route and status", answers.clone());
        registry.register("http_seconds", "Seconds from the request's head to the answer's", seconds.clone());
        registry.register("database_up", "Whether the database answered the last ping", database_up.clone());
        registry.register("panics", "Handlers that panicked", panics.clone());
        registry.register("pages_drawn", "Visitor pages that were not there in their newest revision", drawn.clone());
        Self { registry: Mutex::new(registry), answers, seconds, database_up, panics, drawn }
    }

    /// Counts one answer. `route` is the pattern, never the path: paths are unbounded.
    pub fn answered(&self, route: &str, status: u16, took: Duration) {
        self.answers.get_or_create(&Answer { route: route.to_owned(), status }).inc();
        self.seconds.observe(took.as_secs_f64());
    }

    pub fn panicked(&self) {
        self.panics.inc();
    }

    pub fn drew(&self) {
        self.drawn.inc();
    }

    /// How many visitor pages were drawn.
    pub fn drawn(&self) -> u64 {
        self.drawn.get()
    }

    fn text(&self) -> String {
        let mut text = String::new();
        if let Ok(registry) = self.registry.lock() {
            let _ = encode(&mut text, &registry);
        }
        text
    }
}

pub async fn serve(address: SocketAddr, state: AppState) {
    let router = Router::new().route("/metrics", get(show)).with_state(state);
    let outcome = match tokio::net::TcpListener::bind(address).await {
        Ok(listener) => axum::serve(listener, router).await,
        Err(error) => Err(error),
    };
    if let Err(error) = outcome {
        tracing::error!(%address, %error, "metrics are not served");
    }
}

async fn show(State(state): State<AppState>) -> impl IntoResponse {
    let up = state.platform.database().is_up() && state.migrated.load(Ordering::Relaxed);
    state.metrics.database_up.set(i64::from(up));
    ([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], state.metrics.text())
}
