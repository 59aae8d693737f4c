//! Removes a workspace whose days of grace are over, with all that belongs to it: every collection
//! that any system's schemas call a workspace's own, those of systems to come too.

use crate::workspace::{Workspace, store};
use async_trait::async_trait;
use bson::doc;
use kernel::{AppResult, Job, Platform, WorkspaceId, database::record::Schema, events::OutboxEntry, jobs::Handler};

pub const KIND: &str = "workspaces.purge";

/// Knows all systems' collections; `server/src/systems.rs` tells it.
pub struct Purge {
    schemas: Vec<Schema>,
}

impl Purge {
    pub fn of(schemas: &[Schema]) -> Self {
        Self { schemas: schemas.iter().filter(|schema| schema.goes_with_its_workspace()).cloned().collect() }
    }
}

#[async_trait]
impl Handler for Purge {
    fn kind(&self) -> &'static str {
        KIND
    }

    /// The workspace itself goes last: a purge that died begins again from what it says.
    async fn run(&self, platform: &Platform, job: &Job) -> AppResult<()> {
        let tenant = job.tenant(platform)?;
        let id = tenant.workspace().clone();
        let Some(workspace) = close(platform, &id).await? else { return Ok(()) };
        forget_what_is_owed(platform, &id, job).await?;
        for schema in &self.schemas {
            tenant.purge(schema).await?;
        }
        store::remove(platform, &workspace.id).await?;
        tracing::info!(workspace = %id, "purged");
        Ok(())
    }
}

/// The workspace, if it is deleted and its time is over: from now on it can't be restored. One
/// that was restored, or deleted again later, is left alone.
async fn close(platform: &Platform, id: &WorkspaceId) -> AppResult<Option<Workspace>> {
    let over = doc! { "_id": id.as_str(), "deletion.until": { "$lte": platform.now() } };
    let closed = doc! { "$set": { "deletion.purging": true }, "$inc": { "version": 1 } };
    Ok(platform.platform_db().of::<Workspace>().change(over, closed).await?)
}

/// No job and no fact of it is worked on any more, so nothing of it comes to be again.
async fn forget_what_is_owed(platform: &Platform, id: &WorkspaceId, job: &Job) -> AppResult<()> {
    let db = platform.platform_db();
    db.of::<OutboxEntry>().delete(doc! { "workspace_id": id.as_str() }).await?;
    db.of::<Job>().delete(doc! { "workspace_id": id.as_str(), "_id": { "$ne": job.id.as_str() } }).await?;
    Ok(())
}
