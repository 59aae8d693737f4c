//! Facts: what happened, in the past tense, written in the transaction that made it so and
//! delivered at least once to idempotent subscribers.

use crate::{
    Platform, Timestamp, WorkspaceId,
    database::{
        document::to_document,
        record::{Global, Index, Record},
        transaction::{Tx, TxResult},
    },
    id,
    jobs::{self, JobSpec},
};
use bson::{Document, doc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::time::Duration;

id!(
    /// One fact in the outbox.
    FactId,
    "fct"
);

/// Something that happened, mostly in a workspace. `NAME` is `system.noun_happened`.
pub trait Fact: Serialize + DeserializeOwned + Send + Sync + 'static {
    const NAME: &'static str;
}

/// A fact as it waits for its subscribers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OutboxEntry {
    #[serde(rename = "_id")]
    pub id: FactId,
    pub name: String,
    /// None where it concerns no workspace in particular.
    pub workspace_id: Option<WorkspaceId>,
    pub payload: Document,
    pub at: Timestamp,
    /// Set when every subscriber has its job.
    pub relayed_at: Option<Timestamp>,
}

impl Record for OutboxEntry {
    const COLLECTION: &'static str = "outbox";

    fn indexes() -> Vec<Index> {
        vec![
            Index::on(&[("relayed_at", 1), ("_id", 1)]),
            Index::on(&[("relayed_at", 1)]).expires_after(Duration::from_secs(7 * 86_400)),
        ]
    }
}

impl Global for OutboxEntry {}

/// States `fact` as part of the transaction.
pub async fn state<F: Fact>(tx: &mut Tx, platform: &Platform, workspace: &WorkspaceId, fact: &F) -> TxResult<()> {
    write(tx, platform, Some(workspace), fact).await
}

/// States a `fact` that concerns no workspace in particular as part of the transaction.
pub async fn state_for_all<F: Fact>(tx: &mut Tx, platform: &Platform, fact: &F) -> TxResult<()> {
    write(tx, platform, None, fact).await
}

async fn write<F: Fact>(tx: &mut Tx, platform: &Platform, workspace: Option<&WorkspaceId>, fact: &F) -> TxResult<()> {
    let now = platform.now();
    let payload = to_document(fact)?;
    let entry = OutboxEntry {
        id: FactId::generate(now, platform.random()),
        name: F::NAME.to_owned(),
        workspace_id: workspace.cloned(),
        payload,
        at: now,
        relayed_at: None,
    };
    tx.any::<OutboxEntry>().insert(&entry).await?;
    Ok(())
}

/// Who wants to know of a fact: the fact's name and the job kind that its payload goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subscription {
    pub fact: &'static str,
    pub job: &'static str,
}

/// Turns waiting facts into one job for each subscriber; how many facts there were. Any number
/// of relays may run at once, and one may die anywhere: the job's key is the fact and the
/// subscriber, so that it exists once.
pub async fn relay(platform: &Platform, subscriptions: &[Subscription]) -> Result<usize, crate::StoreError> {
    let mut outbox = platform.platform_db().of::<OutboxEntry>();
    let waiting = outbox.find(doc! { "relayed_at": null }, doc! { "_id": 1 }, 200).await?;
    for fact in &waiting {
        for subscription in subscriptions.iter().filter(|s| s.fact == fact.name) {
            let spec = JobSpec {
                kind: subscription.job,
                key: format!("{}:{}", fact.id, subscription.job),
                workspace_id: fact.workspace_id.clone(),
                payload: fact.payload.clone(),
                run_at: platform.now(),
            };
            jobs::enqueue_once(platform, spec).await?;
        }
        outbox.update(doc! { "_id": fact.id.as_str() }, doc! { "$set": { "relayed_at": platform.now() } }).await?;
    }
    Ok(waiting.len())
}
