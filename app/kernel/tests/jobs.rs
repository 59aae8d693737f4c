//! A job is done once its effect is there: whoever dies, hangs, panics or comes too late.

mod lease;

use async_trait::async_trait;
use bson::doc;
use futures::future::join_all;
use kernel::{
    AppError, AppResult, Platform, Role,
    jobs::{self, Handler, Job, JobSpec, JobState, LEASE, MAX_ATTEMPTS, worker::Worker},
    testing::TestPlatform,
};
use std::{
    collections::BTreeMap,
    future::pending,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::sync::{Notify, watch};

const KIND: &str = "tests.work";

/// How the handler meets the job.
enum Mood {
    Works,
    Fails,
    Panics,
    HangsAtFirst,
}

/// Counts how often each key was run to its end.
struct Work {
    mood: Mood,
    begun: AtomicUsize,
    done: Mutex<BTreeMap<String, usize>>,
    hanging: Notify,
    was_dropped: Arc<AtomicBool>,
}

/// Says that the task that held it has ended.
struct Alive(Arc<AtomicBool>);

impl Drop for Alive {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

#[async_trait]
impl Handler for Work {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, _: &Platform, job: &Job) -> AppResult<()> {
        let is_first = self.begun.fetch_add(1, Ordering::SeqCst) == 0;
        match self.mood {
            Mood::Fails => return Err(AppError::conflict("not_yet")),
            Mood::Panics => panic!("out of cheese"),
            Mood::HangsAtFirst if is_first => {
                let _alive = Alive(self.was_dropped.clone());
                self.hanging.notify_one();
                pending::<()>().await;
            }
            _ => {}
        }
        *self.done.lock().unwrap().entry(job.key.clone()).or_default() += 1;
        Ok(())
    }
}

fn work(mood: Mood) -> Arc<Work> {
    let (begun, done) = (AtomicUsize::new(0), Mutex::default());
    Arc::new(Work { mood, begun, done, hanging: Notify::new(), was_dropped: Arc::default() })
}

fn worker(test: &TestPlatform, work: &Arc<Work>, name: &str) -> Worker {
    let handlers: Vec<Arc<dyn Handler>> = vec![work.clone()];
    Worker {
        platform: test.platform.clone(),
        handlers: Arc::new(handlers),
        subscriptions: Arc::default(),
        name: name.to_owned(),
    }
}

fn spec(test: &TestPlatform, key: &str) -> JobSpec {
    JobSpec { kind: KIND, key: key.to_owned(), workspace_id: None, payload: doc! {}, run_at: test.platform.now() }
}

async fn queue(test: &TestPlatform, key: &str) {
    jobs::enqueue_once(&test.platform, spec(test, key)).await.unwrap();
}

async fn job(test: &TestPlatform, key: &str) -> Job {
    test.platform.platform_db().of::<Job>().find_one(doc! { "key": key }).await.unwrap().unwrap()
}

async fn until(what: &str, condition: impl Fn() -> bool) {
    let patient = async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), patient).await.unwrap_or_else(|_| panic!("never: {what}"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_workers_on_one_job_run_it_once() {
    let test = TestPlatform::start(Vec::new()).await;
    let work = work(Mood::Works);
    queue(&test, "one").await;
    let (a, b) = (worker(&test, &work, "a"), worker(&test, &work, "b"));
    let (one, other) = tokio::join!(a.turn(), b.turn());
    assert_ne!(one.unwrap(), other.unwrap());
    assert_eq!(work.begun.load(Ordering::SeqCst), 1);
    assert_eq!(job(&test, "one").await.state, JobState::Done);
    test.end().await;
}

#[tokio::test]
async fn a_job_whose_worker_was_killed_is_finished_by_another_after_the_lease() {
    let test = TestPlatform::start(Vec::new()).await;
    let work = work(Mood::HangsAtFirst);
    queue(&test, "one").await;
    let doomed = worker(&test, &work, "doomed");
    let task = tokio::spawn(async move { doomed.turn().await });
    work.hanging.notified().await;
    task.abort();
    until("the killed worker's handler ends with it", || work.was_dropped.load(Ordering::SeqCst)).await;

    let heir = worker(&test, &work, "heir");
    test.clock.forward(LEASE - Duration::from_millis(1));
    assert!(!heir.turn().await.unwrap(), "the lease was not respected");
    test.clock.forward(Duration::from_millis(1));
    assert!(heir.turn().await.unwrap());
    let done = job(&test, "one").await;
    assert_eq!((done.state, done.attempts, done.lease_owner.as_deref()), (JobState::Done, 2, Some("heir")));
    test.end().await;
}

#[tokio::test]
async fn a_panic_fails_the_job_and_not_the_worker() {
    let test = TestPlatform::start(Vec::new()).await;
    let (panics, works) = (work(Mood::Panics), work(Mood::Works));
    queue(&test, "one").await;
    assert!(worker(&test, &panics, "a").turn().await.unwrap());
    let failed = job(&test, "one").await;
    assert_eq!((failed.state, failed.attempts), (JobState::Queued, 1));
    assert_eq!(failed.last_error.as_deref(), Some("the handler panicked: out of cheese"));
    test.clock.forward(jobs::back_off(1));
    assert!(worker(&test, &works, "a").turn().await.unwrap());
    assert_eq!(job(&test, "one").await.state, JobState::Done);
    test.end().await;
}

#[tokio::test]
async fn a_failing_job_waits_longer_each_time_dies_and_can_be_revived() {
    let test = TestPlatform::start(Vec::new()).await;
    let fails = work(Mood::Fails);
    let worker_of_fails = worker(&test, &fails, "a");
    queue(&test, "one").await;
    for attempt in 1..=MAX_ATTEMPTS {
        assert!(worker_of_fails.turn().await.unwrap(), "attempt {attempt}");
        test.clock.forward(jobs::back_off(attempt) - Duration::from_millis(1));
        assert!(!worker_of_fails.turn().await.unwrap(), "too early after attempt {attempt}");
        test.clock.forward(Duration::from_millis(1));
    }
    test.clock.forward(Duration::from_secs(86_400));
    assert!(!worker_of_fails.turn().await.unwrap(), "a dead job ran");
    let dead = job(&test, "one").await;
    assert_eq!((dead.state, dead.attempts), (JobState::Dead, MAX_ATTEMPTS));
    assert_eq!(dead.last_error, Some(AppError::conflict("not_yet").to_string()));

    assert!(jobs::revive(&test.platform, &dead.id).await.unwrap());
    assert!(!jobs::revive(&test.platform, &dead.id).await.unwrap(), "only the dead are revived");
    assert!(worker(&test, &work(Mood::Works), "b").turn().await.unwrap());
    assert_eq!(job(&test, "one").await.state, JobState::Done);
    test.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_key_is_queued_once() {
    let test = TestPlatform::start(Vec::new()).await;
    let queued = join_all((0..20).map(|_| jobs::enqueue_once(&test.platform, spec(&test, "one")))).await;
    assert!(queued.iter().all(Result::is_ok));
    assert_eq!(test.platform.platform_db().of::<Job>().count(doc! {}).await.unwrap(), 1);
    let works = work(Mood::Works);
    assert!(worker(&test, &works, "a").turn().await.unwrap());
    queue(&test, "one").await;
    assert!(!worker(&test, &works, "a").turn().await.unwrap(), "work that is done was done again");
    test.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn four_workers_do_two_hundred_jobs_each_once() {
    let test = TestPlatform::start(Vec::new()).await;
    let works = work(Mood::Works);
    join_all((0..200).map(async |n| queue(&test, &format!("job {n}")).await)).await;
    let (stop, stopped) = watch::channel(false);
    let workers: Vec<_> =
        (0..4).map(|n| tokio::spawn(worker(&test, &works, &format!("w{n}")).run(stopped.clone()))).collect();
    until("200 jobs are done", || works.done.lock().unwrap().len() == 200).await;
    stop.send(true).unwrap();
    for ended in join_all(workers).await {
        ended.unwrap();
    }
    assert!(works.done.lock().unwrap().values().all(|times| *times == 1));
    assert_eq!(works.begun.load(Ordering::SeqCst), 200);
    assert_eq!(test.platform.platform_db().of::<Job>().count(doc! { "state": "done" }).await.unwrap(), 200);
    test.end().await;
}

#[tokio::test]
async fn a_job_that_nobody_knows_is_kept_for_a_server_that_does() {
    let test = TestPlatform::start(Vec::new()).await;
    jobs::enqueue_once(&test.platform, JobSpec { kind: "tests.unknown", ..spec(&test, "one") }).await.unwrap();
    assert!(worker(&test, &work(Mood::Works), "a").turn().await.unwrap());
    let kept = job(&test, "one").await;
    assert_eq!((kept.state, kept.last_error.as_deref()), (JobState::Queued, Some("no handler for tests.unknown")));
    test.end().await;
}

#[tokio::test]
async fn a_worker_whose_process_forgot_it_ends() {
    let test = TestPlatform::start(Vec::new()).await;
    let (stop, stopped) = watch::channel(false);
    let task = tokio::spawn(worker(&test, &work(Mood::Works), "a").run(stopped));
    drop(stop);
    tokio::time::timeout(Duration::from_secs(10), task).await.unwrap().unwrap();
    test.end().await;
}

#[tokio::test]
async fn a_job_reaches_the_data_of_its_workspace_and_no_other() {
    let test = TestPlatform::start(Vec::new()).await;
    let workspace = test.member(Role::Owner, "acme").workspace().id.clone();
    let of_acme = JobSpec { workspace_id: Some(workspace.clone()), ..spec(&test, "acme") };
    jobs::enqueue_once(&test.platform, of_acme).await.unwrap();
    queue(&test, "nobody's").await;
    assert_eq!(job(&test, "acme").await.tenant(&test.platform).unwrap().workspace(), &workspace);
    assert!(job(&test, "nobody's").await.tenant(&test.platform).is_err());
    test.end().await;
}
