//! The workspaces in the database.

use super::Workspace;
use bson::doc;
use kernel::{Platform, StoreError, Tx, WorkspaceId, transaction::TxResult};

pub async fn insert(tx: &mut Tx, platform: &Platform, workspace: &Workspace) -> TxResult<()> {
    Ok(tx.global::<Workspace>(&platform.platform_db()).insert(workspace).await?)
}

pub async fn get(platform: &Platform, id: &WorkspaceId) -> Result<Option<Workspace>, StoreError> {
    platform.platform_db().of::<Workspace>().get(id.as_str()).await
}

/// The workspace, if nobody has changed it since `version`.
pub async fn get_version(
    tx: &mut Tx,
    platform: &Platform,
    id: &WorkspaceId,
    version: i64,
) -> TxResult<Option<Workspace>> {
    let unchanged = doc! { "_id": id.as_str(), "version": version };
    Ok(tx.global::<Workspace>(&platform.platform_db()).find_one(unchanged).await?)
}

/// Puts `next` in the place of the version before it; whether that was still there.
pub async fn put_next(tx: &mut Tx, platform: &Platform, next: &Workspace) -> TxResult<bool> {
    let previous = doc! { "_id": next.id.as_str(), "version": next.version - 1 };
    let settings = doc! { "$set": {
        "name": &next.name,
        "slug": next.slug.as_str(),
        "slug_skeleton": &next.slug_skeleton,
        "time_zone": &next.time_zone,
        "currency": next.currency.code(),
        "version": next.version,
    } };
    Ok(tx.global::<Workspace>(&platform.platform_db()).update(previous, settings).await?)
}

/// The workspaces whose slugs look like one of these.
pub async fn of_skeletons(platform: &Platform, skeletons: &[String]) -> Result<Vec<Workspace>, StoreError> {
    let most = i64::try_from(skeletons.len()).unwrap_or(i64::MAX);
    let alike = doc! { "slug_skeleton": { "$in": skeletons } };
    platform.platform_db().of::<Workspace>().find(alike, doc! {}, most).await
}
