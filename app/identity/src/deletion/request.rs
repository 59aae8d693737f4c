use kernel::{AppResult, Timestamp, WorkspaceId};
use leptos::prelude::*;

/// Plans the end of the account, and of the workspaces that are named; when that is. Every device
/// is signed out.
#[server(prefix = "/api", endpoint = "identity/deletions/request")]
pub async fn request_deletion(#[server(default)] workspaces: Vec<WorkspaceId>) -> AppResult<Timestamp> {
    let person = kernel::SignedIn::confirmed().await?;
    let due = request(person.platform(), person.user(), workspaces).await?;
    crate::cookies::drop_session(person.platform());
    Ok(due)
}

#[cfg(feature = "ssr")]
pub use act::request;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        deletion::{
            Deletion, GRACE_DAYS,
            job::{DeletionJob, KIND},
            mail,
        },
        entry::forget_browsers,
        session,
        user::{self, User},
    };
    use kernel::{
        AppError, AppResult, Platform, Timestamp, Tx, UserId, WorkspaceId,
        database::document::to_document,
        jobs::{self, JobSpec},
        mail::enqueue,
        ports::WorkspaceCard,
        transaction,
        transaction::TxResult,
    };
    use std::time::Duration;

    const GRACE: Duration = Duration::from_secs(GRACE_DAYS * 86_400);

    /// Refused while it is not said of each workspace without another owner what becomes of it.
    /// One that is somebody else's too looks like one that does not exist.
    pub async fn request(platform: &Platform, user: &UserId, workspaces: Vec<WorkspaceId>) -> AppResult<Timestamp> {
        let user = user::store::of_id(platform, user).await?.ok_or(AppError::SignIn)?;
        let owned = platform.ports().memberships.sole_ownerships(platform, &user.id).await?;
        check(&owned, &workspaces)?;
        let now = platform.now();
        let deletion = Deletion { planned_at: now, due_at: now.after(GRACE), workspaces };
        transaction::run(platform.database(), |tx| {
            let (platform, user, deletion) = (platform.clone(), user.clone(), deletion.clone());
            Box::pin(async move { plan(tx, &platform, &user, &deletion).await })
        })
        .await
    }

    fn check(owned: &[WorkspaceCard], chosen: &[WorkspaceId]) -> AppResult<()> {
        if !chosen.iter().all(|id| owned.iter().any(|card| card.id == *id)) {
            return Err(AppError::NotFound);
        }
        let left: Vec<&str> =
            owned.iter().filter(|card| !chosen.contains(&card.id)).map(|card| card.name.as_str()).collect();
        if left.is_empty() {
            return Ok(());
        }
        let words = format!(
            "Nobody else owns {}. Choose to delete it with your account, or hand it over in Team first.",
            left.join(", ")
        );
        Err(AppError::invalid("workspaces", words))
    }

    async fn plan(tx: &mut Tx, platform: &Platform, user: &User, deletion: &Deletion) -> TxResult<Timestamp> {
        if !user::store::plan_deletion(tx, platform, &user.id, deletion).await? {
            return Err(AppError::SignIn.into());
        }
        forget_browsers(tx, platform, &user.id).await?;
        session::store::end_all_in(tx, platform, &user.id).await?;
        let spec = JobSpec {
            kind: KIND,
            key: format!("{KIND}:{}:{}", user.id, deletion.due_at.millis()),
            workspace_id: None,
            payload: to_document(&DeletionJob { user: user.id.clone(), due_at: deletion.due_at })?,
            run_at: deletion.due_at,
        };
        jobs::enqueue(tx, platform, spec).await?;
        enqueue(tx, platform, &mail::planned(platform, user, deletion)).await?;
        Ok(deletion.due_at)
    }
}
