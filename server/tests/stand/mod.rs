//! What the tests begin with: a running app on a database of its own, and people.

pub mod answer;
pub mod ask;
pub mod cable;
pub mod company;
pub mod issuer;
pub mod log;
pub mod person;
pub mod site;
pub mod standing;
pub mod town;
pub mod tries;

use answer::Answer;
use ask::Ask;
use axum::Router;
use kernel::{
    Platform,
    random::{Random as _, SystemRandom},
    testing,
};
use server::{config::Config, migrate, router, serve, state::AppState, systems};
use site::Site;
use standing::Standing;
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, atomic::Ordering},
    time::Duration,
};
use tower::ServiceExt as _;

/// Where people reach the app.
pub const PUBLIC_URL: &str = "http://localhost:3000";

pub struct Stand {
    pub state: AppState,
    pub router: Router,
    pub standing: Arc<Standing>,
    settings: HashMap<String, String>,
    /// Its folder goes when the stand goes.
    _site: Site,
}

impl Stand {
    pub async fn open() -> Self {
        Self::open_with(&[]).await
    }

    /// With environment variables that differ from what tests have.
    pub async fn open_with(settings: &[(&str, &str)]) -> Self {
        let mut all = HashMap::from([
            ("MONGODB_URI".to_owned(), mongodb_uri()),
            ("MONGODB_DATABASE".to_owned(), format!("test_{}", random_name())),
        ]);
        all.extend(settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let stand = Self::start(all).await;
        migrate::apply(stand.platform(), &stand.state.systems).await.expect("the database can be brought in line");
        stand
    }

    /// Another server on the same database.
    pub async fn beside(&self) -> Self {
        Self::start(self.settings.clone()).await
    }

    async fn start(mut settings: HashMap<String, String>) -> Self {
        let site = Site::build();
        settings.insert("SITE_ROOT".to_owned(), site.root().display().to_string());
        let config = Config::read(|name| settings.get(name).cloned()).expect("the settings are complete");
        let mut state = serve::open(config).await.expect("the server opens");
        let standing = Arc::new(Standing::over(state.platform.ports().memberships.clone()));
        state.platform = state.platform.with_memberships(standing.clone());
        state.migrated.store(true, Ordering::Release);
        Self { router: router::build(state.clone()), state, standing, settings, _site: site }
    }

    pub fn platform(&self) -> &Platform {
        &self.state.platform
    }

    pub async fn send(&self, ask: Ask) -> Answer {
        Answer::of(self.router.clone().oneshot(ask.into_request()).await.unwrap()).await
    }

    /// All that is stored, without what counts attempts.
    pub async fn stored(&self) -> BTreeMap<String, Vec<bson::Document>> {
        let mut all = testing::contents(self.platform().database()).await;
        all.remove("rate_limits");
        all
    }

    /// Does all the work that is owed.
    pub async fn work(&self) {
        let worker = systems::worker(self.platform(), &self.state.systems);
        while worker.turn().await.expect("the worker has its database") {}
    }

    pub async fn end(self) {
        // A database that is left over costs disk only, and the test has made its point.
        let _ = self.platform().database().drop_everything().await;
    }
}

/// Fails without it: nothing here guesses where a database might be.
pub fn mongodb_uri() -> String {
    std::env::var("MONGODB_URI").expect("MONGODB_URI names the mongod for tests (bin/test starts one)")
}

pub fn random_name() -> String {
    let mut bytes = [0; 8];
    SystemRandom.fill(&mut bytes);
    hex::encode(bytes)
}

/// Asks until the answer fits, for as long as `patience`; how long it took.
pub async fn until<F: Future<Output = bool>>(patience: Duration, mut fits: impl FnMut() -> F) -> Option<Duration> {
    let began = tokio::time::Instant::now();
    while began.elapsed() < patience {
        if fits().await {
            return Some(began.elapsed());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    None
}
