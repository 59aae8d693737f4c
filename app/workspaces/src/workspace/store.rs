//! The workspaces in the database.

use super::Workspace;
use crate::slug::Slug;
use bson::doc;
use kernel::{Platform, StoreError, Tx, UserId, WorkspaceId, database::document::to_document, transaction::TxResult};

pub async fn insert(tx: &mut Tx, platform: &Platform, workspace: &Workspace) -> TxResult<()> {
    release(tx, platform, &workspace.slug, &workspace.id).await?;
    Ok(tx.global::<Workspace>(&platform.platform_db()).insert(workspace).await?)
}

pub async fn get(platform: &Platform, id: &WorkspaceId) -> Result<Option<Workspace>, StoreError> {
    platform.platform_db().of::<Workspace>().get(id.as_str()).await
}

pub async fn get_in(tx: &mut Tx, platform: &Platform, id: &WorkspaceId) -> TxResult<Option<Workspace>> {
    Ok(tx.global::<Workspace>(&platform.platform_db()).get(id.as_str()).await?)
}

/// Puts `next` in the place of the version before it; whether that was still there. A former
/// address of another workspace whose time is over is its no longer.
pub async fn put_next(tx: &mut Tx, platform: &Platform, next: &Workspace) -> TxResult<bool> {
    release(tx, platform, &next.slug, &next.id).await?;
    let previous = doc! { "_id": next.id.as_str(), "version": next.version - 1 };
    let mut fields = to_document(next)?;
    fields.remove("_id");
    Ok(tx.global::<Workspace>(&platform.platform_db()).update(previous, doc! { "$set": fields }).await?)
}

/// Makes another workspace give up the address, if it was its own and is so no longer. Its
/// settings are not changed by that, so its version stays.
async fn release(tx: &mut Tx, platform: &Platform, slug: &Slug, own: &WorkspaceId) -> TxResult<()> {
    let others = doc! { "held": slug.skeleton(), "_id": { "$ne": own.as_str() } };
    let mut workspaces = tx.global::<Workspace>(&platform.platform_db());
    if let Some(mut holder) = workspaces.find_one(others).await?
        && holder.let_go(platform.now())
    {
        let fields = to_document(&holder)?;
        let kept = doc! { "former": fields.get("former"), "held": fields.get("held") };
        workspaces.update(doc! { "_id": holder.id.as_str() }, doc! { "$set": kept }).await?;
    }
    Ok(())
}

/// The workspaces that hold, or held, an address that looks like one of these.
pub async fn of_skeletons(platform: &Platform, skeletons: &[String]) -> Result<Vec<Workspace>, StoreError> {
    let alike = doc! { "$or": [ { "held": { "$in": skeletons } }, { "slug_skeleton": { "$in": skeletons } } ] };
    // Two of one skeleton can't be; each may be found by its current one and by a former one.
    let most = i64::try_from(skeletons.len() * 2).unwrap_or(i64::MAX);
    platform.platform_db().of::<Workspace>().find(alike, doc! {}, most).await
}

/// The workspace that has this address or had it.
pub async fn at(platform: &Platform, slug: &Slug) -> Result<Option<Workspace>, StoreError> {
    let here = doc! { "$or": [ { "slug": slug.as_str() }, { "former.slug": slug.as_str() } ] };
    // By who has it now, before who had it once and gave it up.
    let found = platform.platform_db().of::<Workspace>().find(here, doc! {}, 8).await?;
    let now = platform.now();
    Ok(found.into_iter().find(|workspace| workspace.holds(slug, now)))
}

/// The one that this person's form founded.
pub async fn of_form(platform: &Platform, owner: &UserId, key: &str) -> Result<Option<Workspace>, StoreError> {
    let founded = doc! { "created_by": owner.as_str(), "form_key": key };
    platform.platform_db().of::<Workspace>().find_one(founded).await
}

/// The next ones after `last`, in the order of their ids: for what looks at all of them.
pub async fn after(platform: &Platform, last: &str, most: i64) -> Result<Vec<Workspace>, StoreError> {
    let later = doc! { "_id": { "$gt": last } };
    platform.platform_db().of::<Workspace>().find(later, doc! { "_id": 1 }, most).await
}

pub async fn remove(platform: &Platform, id: &WorkspaceId) -> Result<(), StoreError> {
    platform.platform_db().of::<Workspace>().delete(doc! { "_id": id.as_str() }).await.map(drop)
}
