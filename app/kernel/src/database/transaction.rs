//! All writes of several documents go through [`run`]: snapshot reads, majority commit,
//! retried while MongoDB says so, and with the facts and jobs of the change inside.
#![allow(clippy::disallowed_types, reason = "wraps the driver's session")]

use super::{
    Database, PlatformDb, TenantDb,
    record::{Global, Tenanted},
    scoped::Scoped,
    store_error::StoreError,
};
use crate::{
    AppError, AppResult,
    random::{Random as _, SystemRandom},
};
use futures::future::BoxFuture;
use mongodb::{
    ClientSession,
    options::{ReadConcern, TransactionOptions, WriteConcern},
};
use std::{future::IntoFuture as _, time::Duration};
use tokio::{
    runtime::Handle,
    time::{Instant, sleep, timeout},
};

/// MongoDB's own helper retries for 120 s; a person does not wait that long.
const PATIENCE: Duration = Duration::from_secs(5);

/// For how long MongoDB keeps a transaction open that nobody ends, by default.
const LIFETIME: Duration = Duration::from_secs(60);

/// An open transaction.
pub struct Tx {
    database: Database,
    /// Until the server is known to have ended the transaction.
    session: Option<ClientSession>,
    failed: Option<StoreError>,
}

/// A request that is cancelled drops its transaction half-way, and what it wrote would stay
/// locked for a minute: the driver does not end one whose first answer has not arrived.
impl Drop for Tx {
    fn drop(&mut self) {
        if let (Some(session), Ok(runtime)) = (self.session.take(), Handle::try_current()) {
            runtime.spawn(supersede(self.database.clone(), session));
        }
    }
}

impl Tx {
    /// The workspace's records of one kind, inside this transaction.
    pub fn of<R: Tenanted>(&mut self, tenant: &TenantDb) -> Scoped<'_, R> {
        Scoped::tenant(self.database.clone(), tenant.workspace().clone(), Some(self))
    }

    /// Global records of one kind, inside this transaction.
    pub fn global<R: Global>(&mut self, _platform: &PlatformDb) -> Scoped<'_, R> {
        self.any::<R>()
    }

    pub(crate) fn any<R: Global>(&mut self) -> Scoped<'_, R> {
        Scoped::global(self.database.clone(), Some(self))
    }

    pub(crate) fn session(&mut self) -> Result<&mut ClientSession, StoreError> {
        self.session.as_mut().ok_or(StoreError::Refused("the transaction is over"))
    }

    /// Remembers the first failure: the server ends the transaction with it, whatever the body
    /// makes of it.
    pub(crate) fn noted<T>(&mut self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        if let (Err(error), None) = (&done, &self.failed) {
            self.failed = Some(error.clone());
        }
        done
    }
}

/// Why the body of a transaction gave up.
#[derive(Debug)]
pub enum TxError {
    Store(StoreError),
    App(AppError),
}

impl From<StoreError> for TxError {
    fn from(error: StoreError) -> Self {
        TxError::Store(error)
    }
}

impl From<AppError> for TxError {
    fn from(error: AppError) -> Self {
        TxError::App(error)
    }
}

impl From<TxError> for AppError {
    fn from(error: TxError) -> Self {
        match error {
            TxError::Store(error) => error.into(),
            TxError::App(error) => error,
        }
    }
}

pub type TxResult<T> = Result<T, TxError>;

/// Runs `body` in a transaction. All or nothing of it is stored; `body` may run several times,
/// so it has no effect outside of the transaction. After the first failure of the database
/// nothing of it is stored, even if `body` goes on.
pub async fn run<T, F>(database: &Database, mut body: F) -> AppResult<T>
where
    T: Send,
    F: for<'t> FnMut(&'t mut Tx) -> BoxFuture<'t, TxResult<T>> + Send,
{
    let (begun, mut attempt) = (Instant::now(), 0);
    loop {
        attempt += 1;
        match once(database, &mut body).await {
            Err(TxError::Store(StoreError::Transient(cause))) if begun.elapsed() < PATIENCE => {
                tracing::debug!(%cause, attempt, "transaction tried again");
                sleep(pause(attempt)).await;
            }
            other => return other.map_err(AppError::from),
        }
    }
}

async fn once<T, F>(database: &Database, body: &mut F) -> TxResult<T>
where
    F: for<'t> FnMut(&'t mut Tx) -> BoxFuture<'t, TxResult<T>> + Send,
{
    let mut session = database.within(database.client().start_session().into_future()).await?;
    let options = TransactionOptions::builder()
        .read_concern(ReadConcern::snapshot())
        .write_concern(WriteConcern::majority())
        .build();
    database.within(session.start_transaction().with_options(options).into_future()).await?;
    let mut tx = Tx { database: database.clone(), session: Some(session), failed: None };
    let outcome = body(&mut tx).await;
    let error = match (outcome, tx.failed.take()) {
        (Ok(value), None) => {
            tx.commit().await?;
            return Ok(value);
        }
        (Ok(_), Some(failed)) | (Err(_), Some(failed @ StoreError::Transient(_))) => failed.into(),
        (Err(error), _) => error,
    };
    tx.abort().await;
    Err(error)
}

/// Longer after each attempt, and by chance, so that those who met do not meet again.
fn pause(attempt: u64) -> Duration {
    let mut chance = [0];
    SystemRandom.fill(&mut chance);
    let longest = attempt.min(10).pow(2) * 1_000;
    Duration::from_micros(longest * (u64::from(chance[0]) + 1) / 256)
}

impl Tx {
    /// A commit whose answer was lost may have happened: it is asked for again, which is safe
    /// (<https://www.mongodb.com/docs/manual/core/transactions-in-applications/>), and also while
    /// the database is taken for down, because only the answer tells whether anything was stored.
    async fn commit(&mut self) -> Result<(), StoreError> {
        if !self.database.is_up() {
            return Err(StoreError::Unavailable("the database went down before the commit".into()));
        }
        let session = self.session()?;
        let (begun, mut attempt) = (Instant::now(), 0);
        loop {
            attempt += 1;
            let unsure = match timeout(PATIENCE, session.commit_transaction().into_future()).await {
                Ok(Err(error)) if error.contains_label("UnknownTransactionCommitResult") => StoreError::from(error),
                Ok(answer) => {
                    self.session = None;
                    return answer.map_err(StoreError::from);
                }
                Err(_) => StoreError::Unavailable("no answer to a commit within 5 s".into()),
            };
            if begun.elapsed() >= PATIENCE {
                tracing::warn!(%unsure, attempt, "whether a commit was stored is not known");
                return Err(unsure);
            }
            sleep(pause(attempt)).await;
        }
    }

    async fn abort(&mut self) {
        let Some(session) = &mut self.session else { return };
        if self.database.within(session.abort_transaction().into_future()).await.is_ok() {
            self.session = None;
        }
    }
}

/// Ends on the server what was left open there: a transaction ends when its session begins
/// another one.
async fn supersede(database: Database, mut session: ClientSession) {
    let begun = Instant::now();
    while begun.elapsed() < LIFETIME {
        // An error says that there is nothing to abort as far as the driver knows.
        let _ = session.abort_transaction().await;
        let another = async {
            session.start_transaction().await?;
            database.documents("migrations").find_one(bson::doc! {}).session(&mut session).await?;
            session.abort_transaction().await
        };
        match another.await {
            Ok(()) => return,
            Err(error) => tracing::debug!(%error, "a dropped transaction is still open"),
        }
        sleep(Duration::from_secs(1)).await;
    }
}
