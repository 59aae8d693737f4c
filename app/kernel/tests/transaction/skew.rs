//! Snapshots alone allow write skew: two who have looked before either writes.

use super::{Counter, begin, counter};
use bson::doc;
use kernel::{AppError, AppResult, TenantDb, testing::TestPlatform, transaction};
use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};
use tokio::sync::Barrier;

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
