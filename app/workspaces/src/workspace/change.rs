//! One way to change a workspace: its next version, the facts of it and the entry of the audit log
//! in one transaction.

use super::{
    Workspace, activity, store,
    update::{STALE, state},
};
use kernel::{
    AppError, AppResult, Member, Tx, audit,
    transaction::{self, TxResult},
};
use std::sync::Arc;

type Changing = Arc<dyn Fn(&Workspace) -> AppResult<Workspace> + Send + Sync>;

/// Changes the workspace as it was shown as `version`.
///
/// # Errors
/// `Conflict("stale")` if it is not that version any more, and what `change` says.
pub async fn of_version(
    member: &Member,
    action: &'static str,
    version: i64,
    change: impl Fn(&Workspace) -> AppResult<Workspace> + Send + Sync + 'static,
) -> AppResult<Workspace> {
    run(member, action, Some(version), Arc::new(change)).await
}

/// Changes the workspace as it is now.
///
/// # Errors
/// What `change` says.
pub async fn of_current(
    member: &Member,
    action: &'static str,
    change: impl Fn(&Workspace) -> AppResult<Workspace> + Send + Sync + 'static,
) -> AppResult<Workspace> {
    run(member, action, None, Arc::new(change)).await
}

async fn run(member: &Member, action: &'static str, version: Option<i64>, change: Changing) -> AppResult<Workspace> {
    transaction::run(member.platform().database(), |tx| {
        let (member, change) = (member.clone(), change.clone());
        Box::pin(async move { run_in(tx, &member, action, version, &change).await })
    })
    .await
}

async fn run_in(
    tx: &mut Tx,
    member: &Member,
    action: &'static str,
    version: Option<i64>,
    change: &Changing,
) -> TxResult<Workspace> {
    let (platform, stale) = (member.platform(), || AppError::conflict(STALE));
    let found = store::get_in(tx, platform, &member.workspace().id).await?;
    let before = found.filter(|workspace| workspace.deletion.is_none()).ok_or(AppError::NotFound)?;
    if version.is_some_and(|version| version != before.version) {
        return Err(stale().into());
    }
    let mut next = change(&before)?;
    if next == before {
        return Ok(before);
    }
    next.version += 1;
    if !store::put_next(tx, platform, &next).await? {
        return Err(stale().into());
    }
    state(tx, member, &before, &next).await?;
    audit::write(tx, platform, &next.id, &member.actor(), activity::act(action, Some(&before), &next)).await?;
    Ok(next)
}
