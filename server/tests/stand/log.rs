//! What is written to the log while a test runs, on its own thread.

use std::{
    fmt::Debug,
    sync::{Arc, Mutex},
};
use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
    subscriber::DefaultGuard,
};
use tracing_subscriber::{
    layer::{Context, Layer, SubscriberExt as _},
    registry,
};

/// Written down until it is dropped.
pub struct Log {
    lines: Arc<Mutex<Vec<String>>>,
    _guard: DefaultGuard,
}

impl Log {
    pub fn listen() -> Self {
        let lines = Arc::new(Mutex::default());
        let guard = tracing::subscriber::set_default(registry().with(Ear(Arc::clone(&lines))));
        Self { lines, _guard: guard }
    }

    /// Our own lines that say `what`.
    pub fn lines(&self, what: &str) -> Vec<String> {
        self.lines.lock().unwrap().iter().filter(|line| line.contains(what)).cloned().collect()
    }
}

struct Ear(Arc<Mutex<Vec<String>>>);

impl<S: Subscriber> Layer<S> for Ear {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if *event.metadata().level() <= Level::INFO {
            let mut line = Line(String::new());
            event.record(&mut line);
            self.0.lock().unwrap().push(line.0);
        }
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push_str(&format!("{field}={value:?} "));
    }
}
