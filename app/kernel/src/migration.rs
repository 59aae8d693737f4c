//! Numbered, resumable changes of stored data. Each runs once over all servers; one that was
//! killed is run again, so it must be safe to repeat.

use crate::{
    AppError, AppResult, Platform, StoreError, Timestamp,
    database::record::{Global, Index, Record},
};
use bson::doc;
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A change of stored data.
#[derive(Clone, Copy)]
pub struct Migration {
    pub number: i32,
    pub name: &'static str,
    pub run: for<'p> fn(&'p Platform) -> BoxFuture<'p, AppResult<()>>,
}

/// That a migration ran, or is being run until its lease ends.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Applied {
    #[serde(rename = "_id")]
    pub number: i32,
    pub name: String,
    pub lease_until: Timestamp,
    pub done_at: Option<Timestamp>,
}

impl Record for Applied {
    const COLLECTION: &'static str = "migrations";

    fn indexes() -> Vec<Index> {
        Vec::new()
    }
}

impl Global for Applied {}

const LEASE: Duration = Duration::from_secs(60);

/// Runs what has not run, in the order of the numbers; gives their names. While another process
/// runs one, this waits for it.
pub async fn run_all(platform: &Platform, migrations: &[Migration]) -> AppResult<Vec<&'static str>> {
    let mut ran = Vec::new();
    let mut ordered = migrations.to_vec();
    ordered.sort_by_key(|migration| migration.number);
    if let Some([_, twin]) = ordered.array_windows().find(|[one, next]| one.number == next.number) {
        return Err(AppError::internal(format!("two migrations have the number {}", twin.number)));
    }
    for migration in ordered {
        while !is_done(platform, migration.number).await? {
            if take(platform, &migration).await? {
                run_leased(platform, &migration).await?;
                ran.push(migration.name);
            } else {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
    Ok(ran)
}

/// Runs the migration and keeps its lease meanwhile. One that fails may be taken at once.
async fn run_leased(platform: &Platform, migration: &Migration) -> AppResult<()> {
    let mut running = (migration.run)(platform);
    let outcome = loop {
        tokio::select! {
            ended = &mut running => break ended,
            // A renewal that fails is no reason to stop half-way; the next one may succeed.
            () = tokio::time::sleep(LEASE / 3) => { let _ = lease(platform, migration, platform.now().after(LEASE)).await; }
        }
    };
    match outcome {
        Ok(()) => {
            let done = doc! { "$set": { "done_at": platform.now() } };
            platform.platform_db().of::<Applied>().update(doc! { "_id": migration.number }, done).await?;
            Ok(())
        }
        Err(error) => {
            let _ = lease(platform, migration, platform.now()).await;
            Err(error)
        }
    }
}

async fn lease(platform: &Platform, migration: &Migration, until: Timestamp) -> Result<bool, StoreError> {
    let running = doc! { "_id": migration.number, "done_at": null };
    platform.platform_db().of::<Applied>().update(running, doc! { "$set": { "lease_until": until } }).await
}

/// Which of `migrations` have not been applied.
pub async fn pending(platform: &Platform, migrations: &[Migration]) -> Result<Vec<&'static str>, StoreError> {
    let mut waiting = Vec::new();
    for migration in migrations {
        if !is_done(platform, migration.number).await? {
            waiting.push(migration.name);
        }
    }
    Ok(waiting)
}

async fn is_done(platform: &Platform, number: i32) -> Result<bool, StoreError> {
    let done = doc! { "_id": number, "done_at": { "$ne": null } };
    Ok(platform.platform_db().of::<Applied>().find_one(done).await?.is_some())
}

/// Whether it is ours to run: the first to insert its number, or to find the lease run out.
async fn take(platform: &Platform, migration: &Migration) -> Result<bool, StoreError> {
    let (now, mut applied) = (platform.now(), platform.platform_db().of::<Applied>());
    let entry = Applied {
        number: migration.number,
        name: migration.name.to_owned(),
        lease_until: now.after(LEASE),
        done_at: None,
    };
    match applied.insert(&entry).await {
        Ok(()) => Ok(true),
        Err(error) if error.is_duplicate() => {
            let abandoned = doc! { "_id": migration.number, "done_at": null, "lease_until": { "$lte": now } };
            applied.update(abandoned, doc! { "$set": { "lease_until": now.after(LEASE) } }).await
        }
        Err(error) => Err(error),
    }
}
