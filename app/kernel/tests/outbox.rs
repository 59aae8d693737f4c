//! Each fact becomes one job for each subscriber, however many relays run and wherever they die.

use bson::doc;
use kernel::{
    Role, StoreError, TenantDb, Timestamp,
    events::{self, Fact, OutboxEntry, Subscription},
    jobs::Job,
    testing::{START, TestPlatform},
    transaction,
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct PageRenamed {
    title: String,
    at: Timestamp,
}

impl Fact for PageRenamed {
    const NAME: &'static str = "tests.page_renamed";
}

#[derive(Debug, Serialize, Deserialize)]
struct NobodyCares {}

impl Fact for NobodyCares {
    const NAME: &'static str = "tests.nobody_cares";
}

const SUBSCRIPTIONS: [Subscription; 2] = [
    Subscription { fact: PageRenamed::NAME, job: "tests.index" },
    Subscription { fact: PageRenamed::NAME, job: "tests.announce" },
];

async fn state_renames(test: &TestPlatform, tenant: &TenantDb, number: usize) -> kernel::AppResult<()> {
    transaction::run(test.platform.database(), |tx| {
        let (platform, workspace) = (test.platform.clone(), tenant.workspace().clone());
        Box::pin(async move {
            for n in 0..number {
                let fact = PageRenamed { title: format!("Title {n}"), at: platform.now() };
                events::state(tx, &platform, &workspace, &fact).await?;
            }
            Ok(())
        })
    })
    .await
}

async fn jobs(test: &TestPlatform) -> Result<u64, StoreError> {
    test.platform.platform_db().of::<Job>().count(doc! {}).await
}

async fn waiting(test: &TestPlatform) -> Result<u64, StoreError> {
    test.platform.platform_db().of::<OutboxEntry>().count(doc! { "relayed_at": null }).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_relays_at_once_make_one_job_for_each_subscriber() {
    let test = TestPlatform::start(Vec::new()).await;
    let tenant = test.member(Role::Owner, "acme").tenant();
    state_renames(&test, &tenant, 30).await.unwrap();
    let relay = || events::relay(&test.platform, &SUBSCRIPTIONS);
    let (one, other) = tokio::join!(relay(), relay());
    assert!(one.unwrap() + other.unwrap() >= 30);
    assert_eq!((jobs(&test).await.unwrap(), waiting(&test).await.unwrap()), (60, 0));
    assert_eq!(relay().await.unwrap(), 0);
    test.end().await;
}

#[tokio::test]
async fn a_relay_that_died_between_the_job_and_the_mark_makes_no_second_job() {
    let test = TestPlatform::start(Vec::new()).await;
    let tenant = test.member(Role::Owner, "acme").tenant();
    state_renames(&test, &tenant, 1).await.unwrap();
    events::relay(&test.platform, &SUBSCRIPTIONS).await.unwrap();
    let unmark = doc! { "$set": { "relayed_at": null } };
    test.platform.platform_db().of::<OutboxEntry>().update_many(doc! {}, unmark).await.unwrap();
    assert_eq!(events::relay(&test.platform, &SUBSCRIPTIONS).await.unwrap(), 1);
    assert_eq!((jobs(&test).await.unwrap(), waiting(&test).await.unwrap()), (2, 0));
    test.end().await;
}

#[tokio::test]
async fn relays_killed_anywhere_lose_and_double_nothing() {
    let test = TestPlatform::start(Vec::new()).await;
    let tenant = test.member(Role::Owner, "acme").tenant();
    state_renames(&test, &tenant, 40).await.unwrap();
    let mut lifetimes = (3..).map(Duration::from_millis);
    let mut deaths = 0;
    while waiting(&test).await.unwrap() > 0 {
        let life = lifetimes.next().unwrap_or(Duration::MAX);
        if tokio::time::timeout(life, events::relay(&test.platform, &SUBSCRIPTIONS)).await.is_err() {
            deaths += 1;
        }
    }
    assert!(deaths > 0, "no relay was killed");
    assert_eq!(jobs(&test).await.unwrap(), 80);
    test.end().await;
}

#[tokio::test]
async fn a_fact_without_a_subscriber_is_marked_and_makes_no_job() {
    let test = TestPlatform::start(Vec::new()).await;
    let tenant = test.member(Role::Owner, "acme").tenant();
    transaction::run(test.platform.database(), |tx| {
        let (platform, workspace) = (test.platform.clone(), tenant.workspace().clone());
        Box::pin(async move { events::state(tx, &platform, &workspace, &NobodyCares {}).await })
    })
    .await
    .unwrap();
    assert_eq!(events::relay(&test.platform, &SUBSCRIPTIONS).await.unwrap(), 1);
    assert_eq!((jobs(&test).await.unwrap(), waiting(&test).await.unwrap()), (0, 0));
    test.end().await;
}

#[tokio::test]
async fn the_job_carries_the_fact_and_its_workspace() {
    let test = TestPlatform::start(Vec::new()).await;
    let tenant = test.member(Role::Owner, "acme").tenant();
    state_renames(&test, &tenant, 1).await.unwrap();
    events::relay(&test.platform, &SUBSCRIPTIONS[..1]).await.unwrap();
    let job = test.platform.platform_db().of::<Job>().find_one(doc! { "kind": "tests.index" }).await.unwrap().unwrap();
    assert_eq!(job.read::<PageRenamed>().unwrap(), PageRenamed { title: "Title 0".into(), at: START });
    assert_eq!(job.tenant(&test.platform).unwrap().workspace(), tenant.workspace());
    test.end().await;
}

/// Only a date is removed by a TTL index, and nothing that still waits may be.
#[tokio::test]
async fn only_a_relayed_fact_has_a_date_to_be_removed_by() {
    let test = TestPlatform::start(Vec::new()).await;
    let tenant = test.member(Role::Owner, "acme").tenant();
    state_renames(&test, &tenant, 1).await.unwrap();
    let dated = doc! { "relayed_at": { "$type": "date" } };
    let count = async || test.platform.platform_db().of::<OutboxEntry>().count(dated.clone()).await;
    assert_eq!(count().await.unwrap(), 0);
    events::relay(&test.platform, &[]).await.unwrap();
    assert_eq!(count().await.unwrap(), 1);
    test.end().await;
}
