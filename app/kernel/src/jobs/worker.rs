//! The loop that relays facts and runs jobs until it is told to stop.

use super::{Handler, Job, LEASE, claim, complete, complete_without_trace, fail, renew};
use crate::{
    Platform, StoreError,
    events::{self, Subscription},
};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::watch,
    task::{JoinError, JoinSet},
};

/// How long an idle worker waits before it looks again.
const IDLE: Duration = Duration::from_millis(200);
/// How long it waits while the database is away.
const AWAY: Duration = Duration::from_secs(1);

/// Relays facts and runs jobs, one at a time.
pub struct Worker {
    pub platform: Platform,
    pub handlers: Arc<Vec<Arc<dyn Handler>>>,
    pub subscriptions: Arc<Vec<Subscription>>,
    /// Told apart from every other worker that ever ran.
    pub name: String,
}

impl Worker {
    /// Works until `stop` turns true; a job that was begun is ended first.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            let pause = match self.turn().await {
                Ok(true) => continue,
                Ok(false) => IDLE,
                Err(error) => {
                    note(&error);
                    AWAY
                }
            };
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                changed = stop.changed() => if changed.is_err() { return },
            }
        }
    }

    /// One look at the outbox and at the queue; whether there was anything.
    pub async fn turn(&self) -> Result<bool, StoreError> {
        let relayed = events::relay(&self.platform, &self.subscriptions).await;
        let Some(job) = claim(&self.platform, &self.name).await? else { return Ok(relayed? > 0) };
        // A fact that can't be relayed does not hold up the jobs.
        relayed.as_ref().err().into_iter().for_each(note);
        self.work(job).await?;
        Ok(true)
    }

    async fn work(&self, job: Job) -> Result<(), StoreError> {
        let handler = self.handlers.iter().find(|handler| handler.kind() == job.kind);
        let outcome = match handler {
            Some(handler) => self.run_leased(handler.clone(), &job).await,
            None => Err(format!("no handler for {}", job.kind)),
        };
        let leaves_nothing = handler.is_some_and(|handler| handler.leaves_nothing(&self.platform));
        match outcome {
            Ok(()) if leaves_nothing => complete_without_trace(&self.platform, &job).await.map(drop),
            Ok(()) => complete(&self.platform, &job).await.map(drop),
            Err(cause) => {
                tracing::warn!(job = %job.id, kind = %job.kind, attempt = job.attempts, %cause, "job failed");
                fail(&self.platform, &job, &cause).await.map(drop)
            }
        }
    }

    /// Runs the handler in a task of its own (a panic fails the job, not the worker) and keeps
    /// the lease meanwhile; a lost lease ends the task.
    async fn run_leased(&self, handler: Arc<dyn Handler>, job: &Job) -> Result<(), String> {
        let (platform, copy) = (self.platform.clone(), job.clone());
        // A set, because the task ends when it is dropped: nothing works on for a worker that is gone.
        let mut task = JoinSet::new();
        task.spawn(async move { handler.run(&platform, &copy).await });
        loop {
            tokio::select! {
                ended = task.join_next() => return match ended {
                    Some(Ok(result)) => result.map_err(|error| error.to_string()),
                    Some(Err(error)) => Err(last_words(error)),
                    None => Err("the handler is gone".into()),
                },
                () = tokio::time::sleep(LEASE / 3) => {
                    if let Ok(false) = renew(&self.platform, job).await {
                        return Err("the lease was lost".into());
                    }
                }
            }
        }
    }
}

/// What `watch` says of a database that is away need not be said again.
fn note(error: &StoreError) {
    if !matches!(error, StoreError::Unavailable(_)) {
        tracing::error!(%error, "the worker can't go on");
    }
}

/// What the handler said when it panicked.
fn last_words(error: JoinError) -> String {
    let Ok(panic) = error.try_into_panic() else { return "the handler was stopped".into() };
    let words = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("the handler panicked: {}", words.unwrap_or("without words"))
}
