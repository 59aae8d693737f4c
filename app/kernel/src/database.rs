//! The one place that holds the driver. Tenant data is reached through [`TenantDb`], global
//! data (users, plans) through [`PlatformDb`]; both come out of an authority only.
#![allow(clippy::disallowed_types, reason = "the driver's types are wrapped here and nowhere else")]

pub mod changes;
pub mod document;
pub mod indexes;
pub mod record;
pub mod scoped;
pub mod store_error;
pub mod tenancy_rules;
pub mod transaction;

use crate::WorkspaceId;
use futures::TryStreamExt as _;
use mongodb::{
    Client, Collection,
    options::{ClientOptions, ReadConcern, WriteConcern},
};
use record::{Global, Record, Schema, Tenanted};
use scoped::Scoped;
use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering},
    },
    time::Duration,
};
use store_error::StoreError;

/// No request waits longer for one answer of the database.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often the database is asked whether it is there.
const HEARTBEAT: Duration = Duration::from_millis(500);
/// How long a ping may take.
const PING: Duration = Duration::from_secs(1);
/// So many pings lost in a row, and the database counts as away.
const MISSES: u32 = 2;

/// A connection to MongoDB that may be down: it is opened when it can be, and while it is
/// known to be down every use answers [`StoreError::Unavailable`] at once.
#[derive(Clone)]
pub struct Database {
    client: Client,
    /// A connection of the monitor's own: a pool that is busy is not a database that is away.
    probe: mongodb::Database,
    inner: mongodb::Database,
    pulse: Arc<Pulse>,
}

/// Whether the database is there, by the newest ping that is known to have gone well or not.
struct Pulse {
    up: AtomicBool,
    asked: AtomicU64,
    answered: AtomicU64,
    missed: AtomicU32,
}

impl Pulse {
    fn new() -> Self {
        Self { up: AtomicBool::new(true), asked: 0.into(), answered: 0.into(), missed: 0.into() }
    }

    /// A ping that ran out of time says nothing once a later one was answered, and one alone
    /// says nothing at all: a packet may get lost.
    fn beat(&self, number: u64, alive: bool) {
        if alive {
            self.answered.fetch_max(number, Ordering::Relaxed);
            self.missed.store(0, Ordering::Relaxed);
            self.up.store(true, Ordering::Relaxed);
        } else if self.answered.load(Ordering::Relaxed) < number
            && self.missed.fetch_add(1, Ordering::Relaxed) + 1 >= MISSES
        {
            self.up.store(false, Ordering::Relaxed);
        }
    }
}

impl Database {
    /// Parses `uri` and starts to connect in the background; never waits for the server.
    /// Writes are acknowledged by a majority and retried once by the driver.
    pub async fn open(uri: &str, default_name: &str) -> Result<Self, mongodb::error::Error> {
        let mut options = ClientOptions::parse(uri).await?;
        options.app_name = Some("mewayz".into());
        options.server_selection_timeout = Some(Duration::from_secs(2));
        options.connect_timeout = Some(Duration::from_secs(2));
        options.write_concern = Some(WriteConcern::majority());
        options.read_concern = Some(ReadConcern::majority());
        options.max_pool_size.get_or_insert(64);
        let name = options.default_database.clone().unwrap_or_else(|| default_name.to_owned());
        let mut alone = options.clone();
        (alone.min_pool_size, alone.max_pool_size) = (None, Some(1));
        let client = Client::with_options(options)?;
        let (inner, probe) = (client.database(&name), Client::with_options(alone)?.database(&name));
        Ok(Self { client, probe, inner, pulse: Arc::new(Pulse::new()) })
    }

    /// Asks the database for a sign of life and remembers the answer.
    pub async fn ping(&self) -> Result<(), StoreError> {
        let number = self.pulse.asked.fetch_add(1, Ordering::Relaxed) + 1;
        let answer = tokio::time::timeout(PING, self.probe.run_command(bson::doc! { "ping": 1 })).await;
        self.pulse.beat(number, matches!(answer, Ok(Ok(_))));
        match answer {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(error.into()),
            Err(_) => Err(StoreError::Unavailable("no answer to a ping within 1 s".into())),
        }
    }

    /// Pings until the returned future is dropped; says on the log when the state changes.
    pub async fn watch(self) {
        let mut was_up = true;
        loop {
            let answer = self.ping().await;
            let is_up = self.is_up();
            match (&answer, was_up, is_up) {
                (Err(error), true, false) => tracing::warn!(%error, "the database is not reachable"),
                (_, false, true) => tracing::info!("the database is reachable again"),
                _ => {}
            }
            was_up = is_up;
            // After one lost ping nobody waits to know more.
            if answer.is_ok() || !is_up {
                tokio::time::sleep(HEARTBEAT).await;
            }
        }
    }

    pub fn is_up(&self) -> bool {
        self.pulse.up.load(Ordering::Relaxed)
    }

    /// As [`Self::is_up`]; asks where nobody has asked yet.
    pub async fn is_reachable(&self) -> bool {
        self.is_up() && (self.pulse.answered.load(Ordering::Relaxed) > 0 || self.ping().await.is_ok())
    }

    pub fn name(&self) -> &str {
        self.inner.name()
    }

    /// Removes the whole database: for tests and for the demo's reset.
    #[cfg(feature = "testing")]
    pub async fn drop_everything(&self) -> Result<(), StoreError> {
        self.within(self.inner.drop().into_future()).await
    }

    /// Runs one use of the driver with patience, or refuses at once while the database is down.
    pub(crate) async fn within<T>(
        &self,
        work: impl Future<Output = Result<T, mongodb::error::Error>> + Send,
    ) -> Result<T, StoreError> {
        if !self.is_up() {
            return Err(StoreError::Unavailable("the database is down".into()));
        }
        match tokio::time::timeout(PATIENCE, work).await {
            Ok(result) => result.map_err(StoreError::from),
            Err(_) => Err(StoreError::Unavailable("no answer within 5 s".into())),
        }
    }

    pub(crate) fn collection<R: Record>(&self) -> Collection<R> {
        self.inner.collection(R::COLLECTION)
    }

    pub(crate) fn documents(&self, name: &str) -> Collection<bson::Document> {
        self.inner.collection(name)
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    pub(crate) async fn collection_names(&self) -> Result<Vec<String>, StoreError> {
        self.within(self.inner.list_collection_names().into_future()).await
    }
}

use std::future::IntoFuture as _;

/// The data of one workspace.
#[derive(Clone)]
pub struct TenantDb {
    pub(crate) database: Database,
    workspace: WorkspaceId,
}

impl TenantDb {
    pub(crate) fn new(database: Database, workspace: WorkspaceId) -> Self {
        Self { database, workspace }
    }

    pub fn workspace(&self) -> &WorkspaceId {
        &self.workspace
    }

    /// Removes all that the workspace has of one kind, whoever made it: for the purge of a deleted
    /// workspace alone, which the architecture test holds. How many there were.
    pub async fn purge(&self, schema: &Schema) -> Result<u64, StoreError> {
        if !schema.goes_with_its_workspace() {
            return Err(StoreError::Refused("these are not a workspace's own"));
        }
        let (documents, own) =
            (self.database.documents(schema.collection), || bson::doc! { "workspace_id": self.workspace.as_str() });
        let mut removed = 0;
        // By the thousand: one removal of a million takes longer than we wait for an answer.
        loop {
            let some = async {
                documents
                    .find(own())
                    .projection(bson::doc! { "_id": 1 })
                    .limit(1_000)
                    .await?
                    .try_collect::<Vec<_>>()
                    .await
            };
            let ids: Vec<_> =
                self.database.within(some).await?.into_iter().filter_map(|mut one| one.remove("_id")).collect();
            if ids.is_empty() {
                return Ok(removed);
            }
            let mut these = own();
            these.insert("_id", bson::doc! { "$in": ids });
            removed += self.database.within(documents.delete_many(these).into_future()).await?.deleted_count;
        }
    }

    /// The workspace's own records of one kind.
    pub fn of<R: Tenanted>(&self) -> Scoped<'static, R> {
        Scoped::tenant(self.database.clone(), self.workspace.clone(), None)
    }
}

/// Data that belongs to no workspace. Which crates may use it is a list in the architecture test.
#[derive(Clone)]
pub struct PlatformDb {
    pub(crate) database: Database,
}

impl PlatformDb {
    pub(crate) fn new(database: Database) -> Self {
        Self { database }
    }

    pub fn of<R: Global>(&self) -> Scoped<'static, R> {
        Scoped::global(self.database.clone(), None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_failure_does_not_undo_a_newer_answer() {
        let pulse = Pulse::new();
        pulse.beat(3, true);
        pulse.beat(1, false);
        pulse.beat(2, false);
        assert!(pulse.up.load(Ordering::Relaxed));
    }

    #[test]
    fn one_lost_ping_is_not_an_absence_and_two_in_a_row_are() {
        let pulse = Pulse::new();
        let up_after = |number, alive| {
            pulse.beat(number, alive);
            pulse.up.load(Ordering::Relaxed)
        };
        assert_eq!([up_after(1, true), up_after(2, false), up_after(3, true), up_after(4, false)], [true; 4]);
        assert_eq!([up_after(5, false), up_after(6, false), up_after(7, true)], [false, false, true]);
    }
}
