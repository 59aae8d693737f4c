//! The entries in the database: read here, written by the kernel, changed by nobody.

use super::filter::Filter;
use bson::{Document, doc};
use kernel::{StoreError, TenantDb, Timestamp, UserId, audit::AuditEntry};
use serde::Deserialize;

/// The newest entries that the filter lets through, before the one of that number.
pub async fn find(
    tenant: &TenantDb,
    filter: &Filter,
    before: Option<i64>,
    most: usize,
) -> Result<Vec<AuditEntry>, StoreError> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    tenant.of::<AuditEntry>().find(filter.before(before), doc! { "seq": -1 }, most).await
}

/// Whether the user has done just this since then.
pub async fn has_done(
    tenant: &TenantDb,
    user: &UserId,
    action: &str,
    after: Option<&Document>,
    since: Timestamp,
) -> Result<bool, StoreError> {
    let done =
        doc! { "actor.user.id": user.as_str(), "action": action, "after": after.cloned(), "at": { "$gte": since } };
    Ok(tenant.of::<AuditEntry>().find_one(done).await?.is_some())
}

/// Who acted and how, each pair once.
#[derive(Debug, Clone, Deserialize)]
pub struct Kind {
    pub action: String,
    pub user: Option<String>,
}

/// What there is to choose from.
pub async fn kinds(tenant: &TenantDb) -> Result<Vec<Kind>, StoreError> {
    let stages = vec![
        doc! { "$group": { "_id": { "action": "$action", "user": "$actor.user.id" } } },
        doc! { "$replaceRoot": { "newRoot": { "action": "$_id.action", "user": { "$ifNull": ["$_id.user", null] } } } },
        doc! { "$sort": { "action": 1, "user": 1 } },
        doc! { "$limit": 1_000 },
    ];
    tenant.of::<AuditEntry>().aggregate(stages).await
}
