//! `server migrate`: indexes in line with the records, then the numbered migrations.

use crate::Failure;
use crate::{config::Config, systems};
use kernel::{AppError, Platform, System, database::indexes, migration};

/// Does all of it and says what it did.
pub async fn run(config: Config) -> Result<String, Failure> {
    let platform = systems::platform(&config).await?;
    apply(&platform, &systems::all()).await
}

pub async fn apply(platform: &Platform, systems: &[System]) -> Result<String, Failure> {
    let drifts = indexes::reconcile(platform.database(), &systems::schemas(systems)).await?;
    let ran = migration::run_all(platform, &systems::migrations(systems)).await?;
    let mut lines: Vec<String> = drifts.iter().map(|drift| format!("indexes of {drift}")).collect();
    lines.extend(ran.iter().map(|name| format!("migration {name}")));
    if lines.is_empty() {
        lines.push("nothing to do: the database is in line".into());
    }
    Ok(lines.join("\n"))
}

/// What this version needs and does not have; empty when nothing. Indexes that nobody asks for
/// any more are left to `migrate`: a newer version may have made them while this one still runs.
pub async fn outstanding(platform: &Platform, systems: &[System]) -> Result<Vec<String>, AppError> {
    let drifts = indexes::drift(platform.database(), &systems::schemas(systems)).await?;
    let pending = migration::pending(platform, &systems::migrations(systems)).await?;
    let drifted = drifts.iter().filter(|drift| !drift.missing.is_empty()).map(|drift| format!("indexes of {drift}"));
    Ok(drifted.chain(pending.iter().map(|name| format!("migration {name}"))).collect())
}
