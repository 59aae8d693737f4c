//! Counts attempts in fixed windows, in the database: all servers share them, and they are
//! safe to lose. Who has none left is told so from memory for a moment: a storm does not reach
//! the database.

use crate::{
    AppError, AppResult, Platform, Timestamp,
    database::record::{Global, Index, Record},
};
use bson::doc;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex},
    time::Duration,
};

/// For how long a server goes by its own memory of who has no attempts left.
const REMEMBERED: Duration = Duration::from_secs(2);
/// Nobody makes a server remember more than this.
const MOST_REMEMBERED: usize = 10_000;

/// Windows that are used up, and until when that is gone by. Safe to lose.
static USED_UP: LazyLock<Mutex<HashMap<String, Timestamp>>> = LazyLock::new(Mutex::default);

/// How many attempts of a kind are welcome in a window.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    pub name: &'static str,
    pub most: u32,
    pub window: Duration,
}

/// One subject's attempts in one window. The subject (an address, an email) is stored hashed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Attempts {
    #[serde(rename = "_id")]
    pub key: String,
    pub count: i64,
    pub ends_at: Timestamp,
}

impl Record for Attempts {
    const COLLECTION: &'static str = "rate_limits";

    fn indexes() -> Vec<Index> {
        vec![Index::on(&[("ends_at", 1)]).expires_after(Duration::from_secs(60))]
    }
}

impl Global for Attempts {}

/// Counts one attempt; `TooMany` with the seconds to wait when there were more than welcome.
pub async fn attempt(platform: &Platform, limit: Limit, subject: &str) -> AppResult<()> {
    let now = platform.now();
    let (key, ends_at) = window_of(limit, subject, now);
    let is_used_up = is_remembered(platform, &key, now) || {
        let count = count_one(platform, &key, ends_at).await?;
        count > i64::from(limit.most) && remember(platform, &key, now, ends_at)
    };
    if is_used_up {
        let wait = ends_at.since(now).as_millis().div_ceil(1_000);
        return Err(AppError::TooMany(u32::try_from(wait).unwrap_or(u32::MAX)));
    }
    Ok(())
}

/// Tests have many databases in one process.
fn place(platform: &Platform, key: &str) -> String {
    format!("{} {key}", platform.database().name())
}

fn is_remembered(platform: &Platform, key: &str, now: Timestamp) -> bool {
    let used_up = USED_UP.lock().ok();
    used_up.and_then(|all| all.get(&place(platform, key)).copied()).is_some_and(|until| now < until)
}

fn remember(platform: &Platform, key: &str, now: Timestamp, ends_at: Timestamp) -> bool {
    if let Ok(mut used_up) = USED_UP.lock() {
        if used_up.len() >= MOST_REMEMBERED {
            used_up.clear();
        }
        used_up.insert(place(platform, key), now.after(REMEMBERED).min(ends_at));
    }
    true
}

/// Forgets the attempts of the current window: the subject has shown that they were its own.
pub async fn forget(platform: &Platform, limit: Limit, subject: &str) -> AppResult<()> {
    let (key, _) = window_of(limit, subject, platform.now());
    platform.platform_db().of::<Attempts>().delete(doc! { "_id": &key }).await?;
    if let Ok(mut used_up) = USED_UP.lock() {
        used_up.remove(&place(platform, &key));
    }
    Ok(())
}

/// The key of the window that `now` falls into, and its end.
fn window_of(limit: Limit, subject: &str, now: Timestamp) -> (String, Timestamp) {
    let window = i64::try_from(limit.window.as_millis()).unwrap_or(i64::MAX).max(1);
    let number = now.millis().div_euclid(window);
    let ends_at = Timestamp::from_millis(number.saturating_add(1).saturating_mul(window));
    (format!("{}:{}:{number}", limit.name, hex::encode(&Sha256::digest(subject.as_bytes())[..16])), ends_at)
}

async fn count_one(platform: &Platform, key: &str, ends_at: Timestamp) -> AppResult<i64> {
    let mut attempts = platform.platform_db().of::<Attempts>();
    let update = doc! { "$inc": { "count": 1_i64 }, "$setOnInsert": { "ends_at": ends_at } };
    let counted = match attempts.upsert(doc! { "_id": key }, update.clone()).await {
        // Two first attempts met: the second finds the first one's document.
        Err(error) if error.is_duplicate() => attempts.upsert(doc! { "_id": key }, update).await,
        other => other,
    };
    Ok(counted?.count)
}
