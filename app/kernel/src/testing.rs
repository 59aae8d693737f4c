//! A platform for tests: its own database on the mongod of `MONGODB_URI`, a clock that is set
//! by hand, randomness that repeats, and a mailer that keeps what it was given.

pub mod ranks;

use crate::{
    Access, AppResult, Member, Platform, Role, SessionId, Timestamp, UserId, WorkspaceId,
    clock::Clock,
    database::{Database, indexes, record::Schema},
    mail::Mail,
    ports::{ActiveSession, Mailer, Membership, Memberships, OpenId, Person, Ports, Sessions, WorkspaceCard},
    random::{Random, SystemRandom},
    transaction::{Tx, TxResult},
};
use async_trait::async_trait;
use bson::{Document, doc};
use futures::TryStreamExt as _;
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

/// 2093-01-05T09:00:00Z, a Monday. Ahead of the clock of any machine: what a test lets run out later, the database
/// must not remove by its own clock before.
pub const START: Timestamp = Timestamp::from_millis(3_881_984_400_000);

/// A clock that stands still until it is moved.
pub struct HandClock(AtomicI64);

impl HandClock {
    pub fn forward(&self, span: Duration) {
        self.0.fetch_add(i64::try_from(span.as_millis()).unwrap_or(0), Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}

/// Keeps the mails instead of sending them.
#[derive(Default)]
pub struct Outbox(Mutex<Vec<Mail>>);

impl Outbox {
    pub fn mails(&self) -> Vec<Mail> {
        self.0.lock().map(|mails| mails.clone()).unwrap_or_default()
    }
}

#[async_trait]
impl Mailer for Outbox {
    async fn deliver(&self, mail: &Mail) -> AppResult<()> {
        if let Ok(mut mails) = self.0.lock() {
            mails.push(mail.clone());
        }
        Ok(())
    }
}

/// Answers the ports of systems that a test does not have.
pub struct Nobody;

#[async_trait]
impl Sessions for Nobody {
    async fn of_token(&self, _: &Platform, _: &str) -> AppResult<Option<ActiveSession>> {
        Ok(None)
    }

    async fn enter_workspace(&self, _: &Platform, _: &SessionId, _: &WorkspaceId) -> AppResult<()> {
        Ok(())
    }

    async fn person(&self, _: &Platform, _: &UserId) -> AppResult<Option<Person>> {
        Ok(None)
    }

    async fn people(&self, _: &Platform, _: &[UserId]) -> AppResult<Vec<Person>> {
        Ok(Vec::new())
    }

    async fn rotate(&self, _: &mut Tx, _: &Platform, _: &UserId) -> TxResult<()> {
        Ok(())
    }
}

#[async_trait]
impl Memberships for Nobody {
    async fn of_user(&self, _: &Platform, _: &UserId, _: Option<&WorkspaceId>) -> AppResult<Option<Membership>> {
        Ok(None)
    }

    async fn sole_ownerships(&self, _: &Platform, _: &UserId) -> AppResult<Vec<WorkspaceCard>> {
        Ok(Vec::new())
    }
}

/// A platform on a database of its own, which [`Self::end`] removes.
pub struct TestPlatform {
    pub platform: Platform,
    pub clock: Arc<HandClock>,
    pub mails: Arc<Outbox>,
}

impl TestPlatform {
    /// With the indexes of `schemas` and of the kernel. Fails without `MONGODB_URI`.
    pub async fn start(schemas: Vec<Schema>) -> Self {
        let nobody = Arc::new(Nobody);
        Self::start_with(schemas, nobody.clone(), nobody).await
    }

    pub async fn start_with(
        schemas: Vec<Schema>,
        sessions: Arc<dyn Sessions>,
        memberships: Arc<dyn Memberships>,
    ) -> Self {
        let database = open_database().await;
        let clock = Arc::new(HandClock(AtomicI64::new(START.millis())));
        let mails = Arc::new(Outbox::default());
        let ports = Ports { sessions, memberships, mailer: mails.clone(), permissions: Arc::default(), open_id: None };
        let platform = Platform::with(database, ports, "http://localhost:3000", clock.clone(), Arc::new(SystemRandom));
        let all: Vec<Schema> = crate::system::kernel().schemas.into_iter().chain(schemas).collect();
        #[expect(clippy::expect_used, reason = "a test without its database has failed")]
        indexes::reconcile(platform.database(), &all).await.expect("the indexes can be made");
        Self { platform, clock, mails }
    }

    /// The same, with an issuer to sign in at.
    pub fn with_issuer(mut self, open_id: Arc<dyn OpenId>) -> Self {
        let before = &self.platform;
        let ports = Ports { open_id: Some(open_id), ..before.ports().clone() };
        let (database, url) = (before.database().clone(), before.public_url());
        self.platform = Platform::with(database, ports, url, self.clock.clone(), Arc::new(SystemRandom));
        self
    }

    /// A member of a workspace of their own.
    pub fn member(&self, role: Role, slug: &str) -> Member {
        let now = self.platform.now();
        let workspace = WorkspaceCard {
            id: WorkspaceId::generate(now, self.platform.random()),
            name: slug.to_owned(),
            slug: slug.to_owned(),
            time_zone: "UTC".to_owned(),
        };
        let user = UserId::generate(now, self.platform.random());
        Member::for_test(
            self.platform.clone(),
            Membership { user, access: Access::Role(role), workspace, needs_second_factor: false },
        )
    }

    pub async fn end(self) {
        // A database that is left over costs disk only, and the test has made its point.
        let _ = self.platform.database().drop_everything().await;
    }
}

/// A fresh database on the mongod that `MONGODB_URI` names.
#[expect(clippy::expect_used, reason = "a test without its database has failed")]
pub async fn open_database() -> Database {
    let uri = std::env::var("MONGODB_URI").expect("MONGODB_URI names the mongod for tests (bin/test starts one)");
    let mut bytes = [0; 8];
    SystemRandom.fill(&mut bytes);
    Database::open(&uri, &format!("test_{}", hex::encode(bytes))).await.expect("MONGODB_URI can be read")
}

/// All that is stored, by collection, in the order of the ids: for the tests that look behind the
/// authorities.
#[expect(clippy::expect_used, reason = "a test that can't look has failed")]
pub async fn contents(database: &Database) -> BTreeMap<String, Vec<Document>> {
    let mut all = BTreeMap::new();
    for name in database.collection_names().await.expect("the collections can be listed") {
        let documents = database.documents(&name);
        let found = async { documents.find(doc! {}).sort(doc! { "_id": 1 }).await?.try_collect().await };
        all.insert(name, database.within(found).await.expect("a collection can be read"));
    }
    all
}

/// The keys of each index of the collection, in their order, as the database has them.
#[expect(clippy::expect_used, reason = "a test that can't look has failed")]
pub async fn index_keys(database: &Database, collection: &str) -> Vec<Vec<String>> {
    let documents = database.documents(collection);
    let listed = async { documents.list_indexes().await?.try_collect::<Vec<_>>().await };
    let models = database.within(listed).await.expect("the indexes can be listed");
    models.into_iter().map(|model| model.keys.keys().cloned().collect()).collect()
}
