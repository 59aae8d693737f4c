//! What the public sees, by its address: one document a page, so that a visit is one read.
//! Written in the transaction that changes the page; the address is the `_id`, so two pages
//! can't have the same.

use crate::{
    Platform, StoreError, TenantDb, Timestamp, WorkspaceId,
    database::{
        document::to_document,
        record::{Global, Index, Record},
        transaction::{Tx, TxResult},
    },
};
use bson::{Document, doc};
use serde::{Deserialize, Serialize};

/// A published page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Published {
    /// The path, `/@acme`.
    #[serde(rename = "_id")]
    pub address: String,
    pub workspace_id: WorkspaceId,
    /// Which system renders it.
    pub kind: String,
    /// Rises with each change: a rendered copy of the same revision is still true.
    pub revision: i64,
    pub body: Document,
    pub published_at: Timestamp,
    /// Nobody is shown it: its workspace is being deleted.
    #[serde(default)]
    pub suspended: bool,
}

impl Record for Published {
    const COLLECTION: &'static str = "published";

    fn indexes() -> Vec<Index> {
        vec![Index::on(&[("workspace_id", 1), ("kind", 1)])]
    }
}

impl Global for Published {}

/// What a system publishes at an address.
pub struct Page<'a, T> {
    pub address: &'a str,
    pub kind: &'static str,
    pub revision: i64,
    pub body: &'a T,
}

/// Puts the page at its address, and only there: the workspace's page of this kind leaves any
/// other address. An address that another workspace, or a page of another kind, holds is a
/// duplicate.
pub async fn publish<T: Serialize>(tx: &mut Tx, tenant: &TenantDb, now: Timestamp, page: Page<'_, T>) -> TxResult<()> {
    let body = to_document(page.body)?;
    let mut content = doc! { "revision": page.revision, "body": body, "published_at": now };
    let here = doc! { "_id": page.address, "workspace_id": tenant.workspace().as_str(), "kind": page.kind };
    let elsewhere =
        doc! { "workspace_id": tenant.workspace().as_str(), "kind": page.kind, "_id": { "$ne": page.address } };
    // A page that is hidden with its workspace stays hidden, also where it moves to.
    let hidden = doc! { "workspace_id": tenant.workspace().as_str(), "suspended": true };
    content.insert("suspended", tx.any::<Published>().find_one(hidden).await?.is_some());
    tx.any::<Published>().delete(elsewhere).await?;
    tx.any::<Published>().upsert(here, doc! { "$set": content }).await?;
    Ok(())
}

/// Hides all pages of the workspace, or shows them again as they are.
pub async fn suspend(tx: &mut Tx, workspace: &WorkspaceId, suspended: bool) -> TxResult<()> {
    let (theirs, hide) = (doc! { "workspace_id": workspace.as_str() }, doc! { "$set": { "suspended": suspended } });
    tx.any::<Published>().update_many(theirs, hide).await?;
    Ok(())
}

/// Takes the workspace's page of this kind off the net.
pub async fn withdraw(tx: &mut Tx, tenant: &TenantDb, kind: &str) -> TxResult<()> {
    tx.any::<Published>().delete(doc! { "workspace_id": tenant.workspace().as_str(), "kind": kind }).await?;
    Ok(())
}

/// The page at this address.
pub async fn find(platform: &Platform, address: &str) -> Result<Option<Published>, StoreError> {
    let found = platform.platform_db().of::<Published>().get(address).await?;
    Ok(found.filter(|page| !page.suspended))
}
