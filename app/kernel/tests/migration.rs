//! Each migration runs once over all servers, in order; one that was killed is run again.

use bson::doc;
use futures::future::BoxFuture;
use kernel::{
    AppError, AppResult, Global, Index, Platform, Record,
    migration::{self, Applied, Migration},
    testing::TestPlatform,
};
use serde::{Deserialize, Serialize};
use std::{future::pending, time::Duration};

/// That a migration was begun: one document for each time.
#[derive(Debug, Serialize, Deserialize)]
struct Begun {
    #[serde(rename = "_id")]
    id: i64,
    number: i32,
}

impl Record for Begun {
    const COLLECTION: &'static str = "begun";

    fn indexes() -> Vec<Index> {
        Vec::new()
    }
}

impl Global for Begun {}

/// Writes down that `number` was begun; how often it had been before.
async fn begin(platform: &Platform, number: i32) -> AppResult<i64> {
    let mut begun = platform.platform_db().of::<Begun>();
    let earlier = i64::try_from(begun.count(doc! { "number": number }).await?).unwrap();
    let next = i64::try_from(begun.count(doc! {}).await?).unwrap();
    begun.insert(&Begun { id: next, number }).await?;
    Ok(earlier)
}

fn first(platform: &Platform) -> BoxFuture<'_, AppResult<()>> {
    Box::pin(async move { begin(platform, 1).await.map(drop) })
}

fn second(platform: &Platform) -> BoxFuture<'_, AppResult<()>> {
    Box::pin(async move { begin(platform, 2).await.map(drop) })
}

fn hangs_once(platform: &Platform) -> BoxFuture<'_, AppResult<()>> {
    Box::pin(async move { if begin(platform, 3).await? == 0 { pending().await } else { Ok(()) } })
}

fn fails_once(platform: &Platform) -> BoxFuture<'_, AppResult<()>> {
    Box::pin(async move { if begin(platform, 4).await? == 0 { Err(AppError::conflict("data")) } else { Ok(()) } })
}

const FIRST: Migration = Migration { number: 1, name: "first", run: first };
const SECOND: Migration = Migration { number: 2, name: "second", run: second };
const HANGS_ONCE: Migration = Migration { number: 3, name: "hangs once", run: hangs_once };
const FAILS_ONCE: Migration = Migration { number: 4, name: "fails once", run: fails_once };

async fn begun(platform: &Platform) -> Vec<i32> {
    let all = platform.platform_db().of::<Begun>().find(doc! {}, doc! { "_id": 1 }, 100).await.unwrap();
    all.into_iter().map(|begun| begun.number).collect()
}

#[tokio::test]
async fn migrations_run_once_in_the_order_of_their_numbers() {
    let test = TestPlatform::start(Vec::new()).await;
    let unordered = [SECOND, FIRST];
    assert_eq!(migration::pending(&test.platform, &unordered).await.unwrap(), ["second", "first"]);
    assert_eq!(migration::run_all(&test.platform, &unordered).await.unwrap(), ["first", "second"]);
    assert!(migration::run_all(&test.platform, &unordered).await.unwrap().is_empty());
    assert!(migration::pending(&test.platform, &unordered).await.unwrap().is_empty());
    assert_eq!(begun(&test.platform).await, [1, 2]);
    test.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_at_once_run_each_migration_once() {
    let test = TestPlatform::start(Vec::new()).await;
    let all = [FIRST, SECOND];
    let run = || migration::run_all(&test.platform, &all);
    let (one, other) = tokio::join!(run(), run());
    let mut ran = [one.unwrap(), other.unwrap()].concat();
    ran.sort_unstable();
    assert_eq!(ran, ["first", "second"]);
    assert_eq!(begun(&test.platform).await, [1, 2]);
    test.end().await;
}

#[tokio::test]
async fn a_migration_that_was_killed_is_resumed_after_its_lease() {
    let test = TestPlatform::start(Vec::new()).await;
    let platform = test.platform.clone();
    let doomed = tokio::spawn(async move { migration::run_all(&platform, &[HANGS_ONCE]).await });
    let started = async {
        while begun(&test.platform).await.is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), started).await.unwrap();
    doomed.abort();

    let all = [HANGS_ONCE];
    let lease_until = applied(&test, 3).await.lease_until;
    let remaining = lease_until.since(test.platform.now());
    let waits = tokio::time::timeout(Duration::from_millis(500), migration::run_all(&test.platform, &all));
    assert!(waits.await.is_err(), "the lease was not respected");
    assert_eq!(migration::pending(&test.platform, &all).await.unwrap(), ["hangs once"]);
    test.clock.forward(remaining);
    assert_eq!(migration::run_all(&test.platform, &all).await.unwrap(), ["hangs once"]);
    assert_eq!(begun(&test.platform).await, [3, 3]);
    test.end().await;
}

async fn applied(test: &TestPlatform, number: i32) -> Applied {
    test.platform.platform_db().of::<Applied>().find_one(doc! { "_id": number }).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_migration_that_failed_may_be_run_again_at_once() {
    let test = TestPlatform::start(Vec::new()).await;
    let all = [FAILS_ONCE, FIRST];
    assert_eq!(migration::run_all(&test.platform, &all).await, Err(AppError::conflict("data")));
    assert_eq!(migration::pending(&test.platform, &all).await.unwrap(), ["fails once"]);
    let again = tokio::time::timeout(Duration::from_secs(10), migration::run_all(&test.platform, &all));
    assert_eq!(again.await.unwrap().unwrap(), ["fails once"]);
    test.end().await;
}

#[tokio::test]
async fn two_migrations_with_one_number_are_refused_before_anything_runs() {
    let test = TestPlatform::start(Vec::new()).await;
    let twin = Migration { name: "twin", ..FIRST };
    assert!(migration::run_all(&test.platform, &[FIRST, SECOND, twin]).await.is_err());
    assert!(begun(&test.platform).await.is_empty());
    test.end().await;
}
