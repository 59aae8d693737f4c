//! The job queue: MongoDB documents with leases, retries with exponential back-off, and a dead
//! state. A job is idempotent by its key; any number of workers may run side by side.

pub mod worker;

use crate::{
    AppError, AppResult, Platform, StoreError, TenantDb, Timestamp, WorkspaceId,
    database::{
        document::{from_document, to_document},
        record::{Global, Index, Record},
        transaction::{Tx, TxResult},
    },
    id,
};
use async_trait::async_trait;
use bson::{Document, doc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::time::Duration;

id!(
    /// One job.
    JobId,
    "job"
);

/// A job fails this often before it is dead.
pub const MAX_ATTEMPTS: i32 = 8;
/// A worker that has not renewed its lease for this long is taken for dead.
pub const LEASE: Duration = Duration::from_secs(30);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    Queued,
    Running,
    Done,
    Dead,
}

impl JobState {
    const fn name(self) -> &'static str {
        match self {
            JobState::Queued => "queued",
            JobState::Running => "running",
            JobState::Done => "done",
            JobState::Dead => "dead",
        }
    }
}

/// Work that is owed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Job {
    #[serde(rename = "_id")]
    pub id: JobId,
    pub kind: String,
    /// The same key is the same work: it is queued once.
    pub key: String,
    pub workspace_id: Option<WorkspaceId>,
    pub payload: Document,
    pub state: JobState,
    pub run_at: Timestamp,
    pub attempts: i32,
    pub lease_owner: Option<String>,
    pub lease_until: Option<Timestamp>,
    pub last_error: Option<String>,
    pub created_at: Timestamp,
    pub done_at: Option<Timestamp>,
}

impl Record for Job {
    const COLLECTION: &'static str = "jobs";

    fn indexes() -> Vec<Index> {
        vec![
            Index::on(&[("key", 1)]).unique(),
            Index::on(&[("state", 1), ("run_at", 1)]),
            Index::on(&[("state", 1), ("lease_until", 1)]),
            Index::on(&[("kind", 1), ("created_at", -1)]),
            Index::on(&[("done_at", 1)]).expires_after(Duration::from_secs(7 * 86_400)),
        ]
    }
}

impl Global for Job {}

impl Job {
    /// The data of the workspace that the job was queued for.
    pub fn tenant(&self, platform: &Platform) -> AppResult<TenantDb> {
        let workspace = self.workspace_id.clone().ok_or_else(|| AppError::internal("the job has no workspace"))?;
        Ok(platform.tenant(workspace))
    }

    /// The payload as the type that its handler expects.
    pub fn read<T: DeserializeOwned>(&self) -> AppResult<T> {
        Ok(from_document(&self.payload)?)
    }
}

/// What to queue.
#[derive(Debug, Clone)]
pub struct JobSpec {
    pub kind: &'static str,
    pub key: String,
    pub workspace_id: Option<WorkspaceId>,
    pub payload: Document,
    pub run_at: Timestamp,
}

impl JobSpec {
    fn into_job(self, platform: &Platform) -> Job {
        let now = platform.now();
        Job {
            id: JobId::generate(now, platform.random()),
            kind: self.kind.to_owned(),
            key: self.key,
            workspace_id: self.workspace_id,
            payload: self.payload,
            state: JobState::Queued,
            run_at: self.run_at,
            attempts: 0,
            lease_owner: None,
            lease_until: None,
            last_error: None,
            created_at: now,
            done_at: None,
        }
    }
}

/// Queues the job as part of the transaction, unless its key is known: a refused insert would end
/// the transaction.
pub async fn enqueue(tx: &mut Tx, platform: &Platform, spec: JobSpec) -> TxResult<()> {
    let job = spec.into_job(platform);
    let mut fields = to_document(&job)?;
    fields.remove("key");
    tx.any::<Job>().upsert(doc! { "key": job.key }, doc! { "$setOnInsert": fields }).await?;
    Ok(())
}

/// Queues the job unless its key is known; outside of a transaction.
pub async fn enqueue_once(platform: &Platform, spec: JobSpec) -> Result<(), StoreError> {
    let job = spec.into_job(platform);
    match platform.platform_db().of::<Job>().insert(&job).await {
        Err(error) if error.is_duplicate() => Ok(()),
        other => other,
    }
}

/// Does the work of one kind of job. It may be called again for the same job (after a crash,
/// or a lost lease): its effect must be the same as of one call.
#[async_trait]
pub trait Handler: Send + Sync + 'static {
    fn kind(&self) -> &'static str;

    /// Whether nothing of the payload stays once the work is done: it has secrets in it.
    fn leaves_nothing(&self, _platform: &Platform) -> bool {
        false
    }

    async fn run(&self, platform: &Platform, job: &Job) -> AppResult<()>;
}

/// Takes the next job whose worker died, or that is due, for `owner`.
pub async fn claim(platform: &Platform, owner: &str) -> Result<Option<Job>, StoreError> {
    while let Some(job) = take(platform, owner).await? {
        if job.attempts <= MAX_ATTEMPTS {
            return Ok(Some(job));
        }
        // It ended every worker that took it, so none was left to say so.
        fail(platform, &job, "the worker died in the last attempt").await?;
    }
    Ok(None)
}

async fn take(platform: &Platform, owner: &str) -> Result<Option<Job>, StoreError> {
    let now = platform.now();
    // One after the other and not one `$or`: that would sort all that is due for each claim.
    let abandoned = doc! { "state": JobState::Running.name(), "lease_until": { "$lte": now } };
    let due = doc! { "state": JobState::Queued.name(), "run_at": { "$lte": now } };
    let taken = doc! {
        "$set": { "state": JobState::Running.name(), "lease_owner": owner, "lease_until": now.after(LEASE) },
        "$inc": { "attempts": 1 },
    };
    let mut jobs = platform.platform_db().of::<Job>();
    match jobs.change_first(abandoned, taken.clone(), doc! { "lease_until": 1 }).await? {
        None => jobs.change_first(due, taken, doc! { "run_at": 1 }).await,
        job => Ok(job),
    }
}

/// Keeps the job for its owner; `false` when it has been taken by another.
pub async fn renew(platform: &Platform, job: &Job) -> Result<bool, StoreError> {
    let until = platform.now().after(LEASE);
    platform.platform_db().of::<Job>().update(held(job), doc! { "$set": { "lease_until": until } }).await
}

/// Marks the job as done; `false` when it has been taken by another meanwhile.
pub async fn complete(platform: &Platform, job: &Job) -> Result<bool, StoreError> {
    finish(platform, job, doc! {}).await
}

/// As [`complete`], and empties the payload.
pub async fn complete_without_trace(platform: &Platform, job: &Job) -> Result<bool, StoreError> {
    finish(platform, job, doc! { "payload": {} }).await
}

async fn finish(platform: &Platform, job: &Job, mut done: Document) -> Result<bool, StoreError> {
    done.extend(
        doc! { "state": JobState::Done.name(), "done_at": platform.now(), "last_error": null, "lease_until": null },
    );
    platform.platform_db().of::<Job>().update(held(job), doc! { "$set": done }).await
}

/// Queues the job again with back-off, or lays it among the dead after the last attempt.
pub async fn fail(platform: &Platform, job: &Job, cause: &str) -> Result<bool, StoreError> {
    let state = if job.attempts >= MAX_ATTEMPTS { JobState::Dead } else { JobState::Queued };
    let run_at = platform.now().after(back_off(job.attempts));
    let update = doc! { "$set": { "state": state.name(), "run_at": run_at, "last_error": cause, "lease_until": null } };
    platform.platform_db().of::<Job>().update(held(job), update).await
}

/// A dead job gets a new life: for staff, after its cause is mended.
pub async fn revive(platform: &Platform, id: &JobId) -> Result<bool, StoreError> {
    let dead = doc! { "_id": id.as_str(), "state": JobState::Dead.name() };
    let again = doc! { "$set": { "state": JobState::Queued.name(), "attempts": 0, "run_at": platform.now() } };
    platform.platform_db().of::<Job>().update(dead, again).await
}

fn held(job: &Job) -> Document {
    doc! { "_id": job.id.as_str(), "state": JobState::Running.name(), "lease_owner": job.lease_owner.clone(), "attempts": job.attempts }
}

/// 2 s after the first failure, doubled each time, an hour at most.
pub fn back_off(attempts: i32) -> Duration {
    let exponent = u32::try_from(attempts.clamp(1, 12)).unwrap_or(1);
    Duration::from_secs(2u64.saturating_pow(exponent).min(3_600))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn back_off_never_shrinks(attempts: i32) {
            proptest::prop_assert!(back_off(attempts) <= back_off(attempts.saturating_add(1)));
            proptest::prop_assert!((2..=3_600).contains(&back_off(attempts).as_secs()));
        }
    }

    #[test]
    fn back_off_doubles_and_ends_at_an_hour() {
        assert_eq!([1, 2, 3].map(back_off).map(|d| d.as_secs()), [2, 4, 8]);
        assert_eq!(back_off(i32::MAX).as_secs(), 3_600);
        assert_eq!(back_off(-1).as_secs(), 2);
    }
}
