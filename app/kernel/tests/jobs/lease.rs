//! Who has taken a job has it for a while: then it is anybody's.

use super::{job, queue, spec};
use kernel::{
    jobs::{self, JobSpec, JobState, LEASE, MAX_ATTEMPTS},
    testing::TestPlatform,
};
use std::time::Duration;

#[tokio::test]
async fn a_slow_worker_that_lost_its_lease_has_no_more_say() {
    let test = TestPlatform::start(Vec::new()).await;
    queue(&test, "one").await;
    let slow = jobs::claim(&test.platform, "slow").await.unwrap().unwrap();
    test.clock.forward(LEASE / 2);
    assert!(jobs::renew(&test.platform, &slow).await.unwrap());
    test.clock.forward(LEASE / 2);
    assert!(jobs::claim(&test.platform, "quick").await.unwrap().is_none(), "the renewed lease was not respected");
    test.clock.forward(LEASE / 2);
    let quick = jobs::claim(&test.platform, "quick").await.unwrap().unwrap();

    assert!(!jobs::renew(&test.platform, &slow).await.unwrap());
    assert!(!jobs::fail(&test.platform, &slow, "too late").await.unwrap());
    assert!(!jobs::complete(&test.platform, &slow).await.unwrap());
    assert_eq!(job(&test, "one").await.state, JobState::Running);
    assert!(jobs::complete(&test.platform, &quick).await.unwrap());
    assert!(!jobs::complete(&test.platform, &quick).await.unwrap(), "a job is completed once");
    test.end().await;
}

#[tokio::test]
async fn a_job_that_kills_every_worker_is_laid_among_the_dead() {
    let test = TestPlatform::start(Vec::new()).await;
    queue(&test, "poison").await;
    for attempt in 1..=MAX_ATTEMPTS {
        let taken = jobs::claim(&test.platform, "victim").await.unwrap();
        assert_eq!(taken.unwrap().attempts, attempt);
        test.clock.forward(LEASE);
    }
    queue(&test, "harmless").await;
    let next = jobs::claim(&test.platform, "survivor").await.unwrap().unwrap();
    assert_eq!(next.key, "harmless");
    assert_eq!(job(&test, "poison").await.state, JobState::Dead);
    test.end().await;
}

#[tokio::test]
async fn jobs_are_taken_in_the_order_of_their_time_and_never_before_it() {
    let test = TestPlatform::start(Vec::new()).await;
    for (key, minutes) in [("late", 30), ("early", 10), ("middle", 20)] {
        let run_at = test.platform.now().after(Duration::from_secs(minutes * 60));
        jobs::enqueue_once(&test.platform, JobSpec { run_at, ..spec(&test, key) }).await.unwrap();
    }
    let mut order = Vec::new();
    assert!(jobs::claim(&test.platform, "a").await.unwrap().is_none());
    test.clock.forward(Duration::from_secs(25 * 60));
    while let Some(job) = jobs::claim(&test.platform, "a").await.unwrap() {
        jobs::complete(&test.platform, &job).await.unwrap();
        order.push(job.key);
    }
    assert_eq!(order, ["early", "middle"]);
    test.clock.forward(Duration::from_secs(5 * 60));
    assert_eq!(jobs::claim(&test.platform, "a").await.unwrap().unwrap().key, "late");
    test.end().await;
}
