//! All of a transaction is stored or nothing, and what ran side by side might have run in turn.

mod dropped;
mod skew;

use bson::{Document, doc};
use futures::future::join_all;
use kernel::{
    AppError, AppResult, Global, Index, Record, Role, StoreError, TenantDb, Tenanted,
    database::record::Schema,
    events::{self, Fact, OutboxEntry},
    jobs::{self, Job, JobSpec},
    testing::TestPlatform,
    transaction,
};
use serde::{Deserialize, Serialize};
use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Counter {
    #[serde(rename = "_id")]
    id: String,
    value: i64,
}

impl Record for Counter {
    const COLLECTION: &'static str = "counters";

    fn indexes() -> Vec<Index> {
        vec![Index::on(&[("value", 1)])]
    }
}

impl Tenanted for Counter {}

#[derive(Debug, Serialize, Deserialize)]
struct CounterRaised {
    to: i64,
}

impl Fact for CounterRaised {
    const NAME: &'static str = "tests.counter_raised";
}

fn counter(id: &str, value: i64) -> Counter {
    Counter { id: id.to_owned(), value }
}

async fn begin() -> (TestPlatform, TenantDb) {
    let test = TestPlatform::start(vec![Schema::tenanted::<Counter>()]).await;
    let tenant = test.member(Role::Owner, "acme").tenant();
    (test, tenant)
}

async fn count<R: Global>(test: &TestPlatform) -> u64 {
    test.platform.platform_db().of::<R>().count(doc! {}).await.unwrap()
}

#[tokio::test]
async fn a_failure_of_the_database_takes_everything_back() {
    let (test, tenant) = begin().await;
    tenant.of().insert(&counter("taken", 1)).await.unwrap();
    let outcome: AppResult<()> = transaction::run(test.platform.database(), |tx| {
        let tenant = tenant.clone();
        Box::pin(async move {
            tx.of(&tenant).insert(&counter("new", 1)).await?;
            tx.of(&tenant).insert(&counter("taken", 2)).await?;
            Ok(())
        })
    })
    .await;
    assert_eq!(outcome, Err(AppError::conflict("duplicate")));
    assert_eq!(tenant.of::<Counter>().get("new").await.unwrap(), None);
    test.end().await;
}

#[tokio::test]
async fn an_error_of_the_body_takes_everything_back() {
    let (test, tenant) = begin().await;
    let outcome: AppResult<()> = transaction::run(test.platform.database(), |tx| {
        let tenant = tenant.clone();
        Box::pin(async move {
            tx.of(&tenant).insert(&counter("new", 1)).await?;
            Err(AppError::invalid("value", "too small").into())
        })
    })
    .await;
    assert_eq!(outcome, Err(AppError::invalid("value", "too small")));
    assert_eq!(tenant.of::<Counter>().count(doc! {}).await.unwrap(), 0);
    test.end().await;
}

#[tokio::test]
async fn a_body_that_ignores_a_failure_stores_nothing_and_runs_once() {
    let (test, tenant) = begin().await;
    tenant.of().insert(&counter("taken", 1)).await.unwrap();
    let runs = Arc::new(AtomicU32::new(0));
    let outcome: AppResult<&str> = transaction::run(test.platform.database(), |tx| {
        let (tenant, runs) = (tenant.clone(), runs.clone());
        Box::pin(async move {
            runs.fetch_add(1, Ordering::SeqCst);
            tx.of(&tenant).insert(&counter("new", 1)).await?;
            let _ignored = tx.of(&tenant).insert(&counter("taken", 2)).await;
            Ok("all is well")
        })
    })
    .await;
    assert_eq!(outcome, Err(AppError::conflict("duplicate")));
    assert_eq!(tenant.of::<Counter>().get("new").await.unwrap(), None);
    assert_eq!(runs.load(Ordering::SeqCst), 1);
    test.end().await;
}

/// Reads, adds one, writes; tells every failure in the words that `fail` finds for it.
async fn increment(
    test: &TestPlatform,
    tenant: &TenantDb,
    fail: fn(StoreError) -> transaction::TxError,
) -> AppResult<()> {
    transaction::run(test.platform.database(), |tx| {
        let tenant = tenant.clone();
        Box::pin(async move {
            let mut counters = tx.of::<Counter>(&tenant);
            let now = counters.get("visits").await.map_err(fail)?.map_or(0, |counter| counter.value);
            counters.put(&counter("visits", now + 1)).await.map_err(fail)?;
            Ok(())
        })
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_twenty_parallel_increments_none_is_lost() {
    let (test, tenant) = begin().await;
    tenant.of().insert(&counter("visits", 0)).await.unwrap();
    let outcomes = join_all((0..20).map(|_| increment(&test, &tenant, Into::into))).await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(tenant.of::<Counter>().get("visits").await.unwrap(), Some(counter("visits", 20)));
    test.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_hides_a_conflict_in_its_own_error_is_tried_again_too() {
    let (test, tenant) = begin().await;
    tenant.of().insert(&counter("visits", 0)).await.unwrap();
    let hidden = |error: StoreError| transaction::TxError::App(AppError::from(error));
    let outcomes = join_all((0..8).map(|_| increment(&test, &tenant, hidden))).await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(tenant.of::<Counter>().get("visits").await.unwrap(), Some(counter("visits", 8)));
    test.end().await;
}

async fn raise(test: &TestPlatform, tenant: &TenantDb, succeed: bool) -> AppResult<()> {
    transaction::run(test.platform.database(), |tx| {
        let (tenant, platform) = (tenant.clone(), test.platform.clone());
        Box::pin(async move {
            tx.of(&tenant).insert(&counter("visits", 7)).await?;
            events::state(tx, &platform, tenant.workspace(), &CounterRaised { to: 7 }).await?;
            jobs::enqueue(tx, &platform, tell(&tenant, platform.now())).await?;
            if succeed { Ok(()) } else { Err(AppError::Forbidden.into()) }
        })
    })
    .await
}

fn tell(tenant: &TenantDb, run_at: kernel::Timestamp) -> JobSpec {
    let workspace_id = Some(tenant.workspace().clone());
    JobSpec { kind: "tests.tell", key: "tell:7".into(), workspace_id, payload: doc! { "to": 7 }, run_at }
}

#[tokio::test]
async fn a_change_its_fact_and_its_job_are_stored_together_or_not_at_all() {
    let (test, tenant) = begin().await;
    assert_eq!(raise(&test, &tenant, false).await, Err(AppError::Forbidden));
    let stored = tenant.of::<Counter>().count(doc! {}).await.unwrap();
    assert_eq!((stored, count::<OutboxEntry>(&test).await, count::<Job>(&test).await), (0, 0, 0));

    raise(&test, &tenant, true).await.unwrap();
    let stored = tenant.of::<Counter>().count(doc! {}).await.unwrap();
    assert_eq!((stored, count::<OutboxEntry>(&test).await, count::<Job>(&test).await), (1, 1, 1));
    test.end().await;
}

#[tokio::test]
async fn a_job_that_is_known_already_does_not_end_the_transaction() {
    let (test, tenant) = begin().await;
    for id in ["first", "second"] {
        let queued = transaction::run(test.platform.database(), |tx| {
            let (tenant, platform) = (tenant.clone(), test.platform.clone());
            Box::pin(async move {
                jobs::enqueue(tx, &platform, tell(&tenant, platform.now())).await?;
                tx.of(&tenant).insert(&counter(id, 1)).await?;
                Ok(())
            })
        });
        queued.await.unwrap();
    }
    assert_eq!(count::<Job>(&test).await, 1);
    assert_eq!(tenant.of::<Counter>().count(doc! {}).await.unwrap(), 2);
    test.end().await;
}

#[tokio::test]
async fn a_pipeline_in_a_transaction_sees_what_it_wrote() {
    let (test, tenant) = begin().await;
    let sum = transaction::run(test.platform.database(), |tx| {
        let tenant = tenant.clone();
        Box::pin(async move {
            let mut counters = tx.of::<Counter>(&tenant);
            counters.insert_many(&[counter("a", 3), counter("b", 4)]).await?;
            let total = vec![doc! { "$group": { "_id": null, "sum": { "$sum": "$value" } } }];
            Ok(counters.aggregate::<Document>(total).await?)
        })
    });
    assert_eq!(sum.await.unwrap(), [doc! { "_id": null, "sum": 7_i64 }]);
    test.end().await;
}
