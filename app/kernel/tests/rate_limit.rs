//! Exactly as many attempts pass as are welcome, whoever counts them.

use bson::doc;
use futures::future::join_all;
use kernel::{
    AppError,
    rate_limit::{Attempts, Limit, attempt, forget},
    testing::TestPlatform,
};
use std::time::Duration;

const SIGN_IN: Limit = Limit { name: "sign_in", most: 10, window: Duration::from_secs(60) };

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_fifty_parallel_attempts_exactly_ten_pass() {
    let test = TestPlatform::start(Vec::new()).await;
    let outcomes = join_all((0..50).map(|_| attempt(&test.platform, SIGN_IN, "ada@example.com"))).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 10);
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == Err(AppError::TooMany(60))).count(), 40);
    test.end().await;
}

#[tokio::test]
async fn the_next_window_starts_anew() {
    let test = TestPlatform::start(Vec::new()).await;
    let once = Limit { most: 1, ..SIGN_IN };
    attempt(&test.platform, once, "ada").await.unwrap();
    assert!(attempt(&test.platform, once, "ada").await.is_err());
    test.clock.forward(SIGN_IN.window);
    attempt(&test.platform, once, "ada").await.unwrap();
    test.end().await;
}

#[tokio::test]
async fn whoever_waits_as_long_as_they_are_told_is_welcome() {
    let test = TestPlatform::start(Vec::new()).await;
    let once = Limit { most: 1, ..SIGN_IN };
    for millis in [0, 1, 30_500, 58_999, 59_999] {
        test.clock.forward(Duration::from_millis(millis));
        attempt(&test.platform, once, "ada").await.unwrap();
        let Err(AppError::TooMany(seconds)) = attempt(&test.platform, once, "ada").await else {
            unreachable!("a second attempt passed");
        };
        assert!((1..=60).contains(&seconds), "{seconds}");
        test.clock.forward(Duration::from_secs(seconds.into()));
        attempt(&test.platform, once, "ada").await.unwrap();
        test.clock.forward(SIGN_IN.window);
    }
    test.end().await;
}

#[tokio::test]
async fn who_has_no_attempts_left_does_not_reach_the_database_for_a_moment() {
    let test = TestPlatform::start(Vec::new()).await;
    let stored = async || {
        let all = test.platform.platform_db().of::<Attempts>().find(doc! {}, doc! {}, 9).await.unwrap();
        all.iter().map(|attempts| attempts.count).sum::<i64>()
    };
    for _ in 0..200 {
        let _ = attempt(&test.platform, SIGN_IN, "ada").await;
    }
    assert_eq!(stored().await, 11);
    test.clock.forward(Duration::from_secs(2));
    assert!(attempt(&test.platform, SIGN_IN, "ada").await.is_err());
    assert_eq!(stored().await, 12);
    forget(&test.platform, SIGN_IN, "ada").await.unwrap();
    attempt(&test.platform, SIGN_IN, "ada").await.unwrap();
    test.end().await;
}

#[tokio::test]
async fn one_subject_or_limit_does_not_use_up_another_s_attempts() {
    let test = TestPlatform::start(Vec::new()).await;
    let once = Limit { most: 1, ..SIGN_IN };
    let register = Limit { name: "register", ..once };
    attempt(&test.platform, once, "ada").await.unwrap();
    attempt(&test.platform, once, "bob").await.unwrap();
    attempt(&test.platform, register, "ada").await.unwrap();
    assert!(attempt(&test.platform, once, "ada").await.is_err());
    test.end().await;
}

#[tokio::test]
async fn the_subject_is_not_stored_and_the_count_is_removed_by_its_date() {
    let test = TestPlatform::start(Vec::new()).await;
    attempt(&test.platform, SIGN_IN, "ada@example.com").await.unwrap();
    let mut attempts = test.platform.platform_db().of::<Attempts>();
    assert_eq!(attempts.count(doc! { "ends_at": { "$type": "date" } }).await.unwrap(), 1);
    assert_eq!(attempts.count(doc! { "_id": { "$regex": "ada|example" } }).await.unwrap(), 0);
    test.end().await;
}
