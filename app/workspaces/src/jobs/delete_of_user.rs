//! Somebody's account is gone: the workspaces that went with it are deleted, with the usual days
//! of grace. What becomes of each was asked before; the fact names those to delete.

use crate::workspace::{deletion, store};
use async_trait::async_trait;
use kernel::{
    AppResult, Job, Platform, UserId, WorkspaceId, audit::Actor, facts::UserDeleted, jobs::Handler, transaction,
};

pub struct DeleteOfUser;

impl DeleteOfUser {
    pub const KIND: &'static str = "workspaces.delete_of_user";
}

#[async_trait]
impl Handler for DeleteOfUser {
    fn kind(&self) -> &'static str {
        Self::KIND
    }

    async fn run(&self, platform: &Platform, job: &Job) -> AppResult<()> {
        let gone: UserDeleted = job.read()?;
        for workspace in &gone.workspaces {
            delete(platform, workspace, &gone.user).await?;
        }
        Ok(())
    }
}

/// A workspace that has got another owner meanwhile is theirs.
async fn delete(platform: &Platform, id: &WorkspaceId, gone: &UserId) -> AppResult<()> {
    if deletion::owners_of(platform, id).await?.iter().any(|owner| owner != gone) {
        return Ok(());
    }
    transaction::run(platform.database(), |tx| {
        let (platform, id) = (platform.clone(), id.clone());
        Box::pin(async move {
            let found = store::get_in(tx, &platform, &id).await?;
            if let Some(workspace) = found.filter(|found| found.deletion.is_none()) {
                let actor = Actor::System(DeleteOfUser::KIND.to_owned());
                deletion::begin(tx, &platform, workspace, &actor, &[]).await?;
            }
            Ok(())
        })
    })
    .await
}
