//! A transaction whose caller has gone.

use super::{Counter, begin, counter, increment};
use bson::doc;
use kernel::{AppResult, transaction};
use std::{future::pending, sync::Arc, time::Duration};
use tokio::sync::Notify;

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
