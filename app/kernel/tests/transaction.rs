//! All of a transaction is stored or nothing, and what ran side by side might have run in turn.

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
use std::{
    future::pending,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use tokio::sync::{Barrier, Notify};

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

/// A doctor goes home if another one stays. Both have looked before either goes; with a `shift`
/// they collide in the key of it.
async fn go_home(
    test: &TestPlatform,
    tenant: &TenantDb,
    me: &str,
    looked: &Arc<Barrier>,
    shift: Option<&str>,
) -> AppResult<()> {
    let first_look = AtomicU32::new(0);
    transaction::run(test.platform.database(), |tx| {
        let (tenant, me, shift) = (tenant.clone(), me.to_owned(), shift.map(str::to_owned));
        let looked = looked.clone();
        let is_first = first_look.fetch_add(1, Ordering::SeqCst) == 0;
        Box::pin(async move {
            let mut rota = tx.of::<Counter>(&tenant);
            let on_call = rota.count(doc! { "_id": { "$regex": "^doctor" }, "value": 1 }).await?;
            if is_first {
                looked.wait().await;
            }
            if on_call < 2 {
                return Err(AppError::conflict("last_on_call").into());
            }
            rota.update(doc! { "_id": me }, doc! { "$set": { "value": 0_i64 } }).await?;
            if let Some(shift) = shift {
                rota.insert(&counter(&shift, 1)).await?;
            }
            Ok(())
        })
    })
    .await
}

async fn two_doctors_go_home(shift: Option<&str>) -> (usize, u64) {
    let (test, tenant) = begin().await;
    let doctors = [counter("doctor_a", 1), counter("doctor_b", 1)];
    tenant.of().insert_many(&doctors).await.unwrap();
    let looked = Arc::new(Barrier::new(2));
    let (one, other) = tokio::join!(
        go_home(&test, &tenant, "doctor_a", &looked, shift),
        go_home(&test, &tenant, "doctor_b", &looked, shift)
    );
    let on_call = tenant.of::<Counter>().count(doc! { "_id": { "$regex": "^doctor" }, "value": 1 }).await.unwrap();
    test.end().await;
    ([one, other].iter().filter(|outcome| outcome.is_ok()).count(), on_call)
}

#[tokio::test]
async fn two_doctors_who_collide_in_a_key_do_not_both_go_home() {
    assert_eq!(two_doctors_go_home(Some("shift_monday")).await, (1, 1));
}

/// Why the key is needed: snapshots alone let both go. Should this ever fail, the test above
/// proves nothing any more.
#[tokio::test]
async fn without_the_key_both_doctors_go_home() {
    assert_eq!(two_doctors_go_home(None).await, (2, 0));
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

#[tokio::test]
async fn a_transaction_that_is_dropped_stores_nothing_and_blocks_nobody() {
    let (test, tenant) = begin().await;
    tenant.of().insert(&counter("visits", 1)).await.unwrap();
    let (written, database) = (Arc::new(Notify::new()), test.platform.database().clone());
    let (told, ours) = (written.clone(), tenant.clone());
    let doomed = tokio::spawn(async move {
        let never: AppResult<()> = transaction::run(&database, |tx| {
            let (tenant, written) = (ours.clone(), told.clone());
            Box::pin(async move {
                tx.of::<Counter>(&tenant).update(doc! { "_id": "visits" }, doc! { "$inc": { "value": 100 } }).await?;
                written.notify_one();
                pending().await
            })
        })
        .await;
        never
    });
    written.notified().await;
    doomed.abort();
    let next = tokio::time::timeout(Duration::from_secs(5), increment(&test, &tenant, Into::into));
    next.await.unwrap().unwrap();
    assert_eq!(tenant.of::<Counter>().get("visits").await.unwrap(), Some(counter("visits", 2)));
    test.end().await;
}

/// A visitor who closes the page cancels the request wherever it is, before the first answer of
/// the database too.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn transactions_that_are_dropped_anywhere_block_nobody() {
    let (test, tenant) = begin().await;
    tenant.of().insert(&counter("visits", 0)).await.unwrap();
    let mut dropped = 0;
    for life in (0..8_000).step_by(250).map(Duration::from_micros) {
        let doomed = transaction::run(test.platform.database(), |tx| {
            let tenant = tenant.clone();
            Box::pin(async move {
                let mut counters = tx.of::<Counter>(&tenant);
                counters.update(doc! { "_id": "visits" }, doc! { "$inc": { "value": 1_000_000_i64 } }).await?;
                Ok(counters.put(&counter("other", 1)).await?)
            })
        });
        dropped += i32::from(tokio::time::timeout(life, doomed).await.is_err());
        increment(&test, &tenant, Into::into).await.unwrap();
    }
    assert!(dropped > 0, "none was dropped");
    let value = tenant.of::<Counter>().get("visits").await.unwrap().unwrap().value;
    assert_eq!(value % 1_000_000, 32, "an increment was lost");
    test.end().await;
}
