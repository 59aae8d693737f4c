//! The workspace's roles in the database.

use super::{CustomRole, Grant, MOST_ROLES, RoleKey};
use crate::membership::tally;
use bson::doc;
use kernel::{
    AppError, Member, Platform, RoleId, StoreError, TenantDb, Tx,
    database::document::to_document,
    permission::Access,
    transaction::{TxError, TxResult},
};

/// All of them, by name.
pub async fn all(tenant: &TenantDb) -> Result<Vec<CustomRole>, StoreError> {
    tenant.of::<CustomRole>().find(doc! {}, doc! { "name_folded": 1 }, MOST_ROLES).await
}

/// What the role lets a member do, for looking only.
pub async fn access(tx: &mut Tx, tenant: &TenantDb, key: &RoleKey) -> TxResult<Access> {
    let id = match key {
        RoleKey::BuiltIn(role) => return Ok(Access::Role(*role)),
        RoleKey::Custom(id) => id,
    };
    let role = tx.of::<CustomRole>(tenant).get(id.as_str()).await?.ok_or(AppError::NotFound)?;
    Ok(role.access())
}

/// As [`access`], for a role that is about to be given: written to, so that it can't be removed at
/// the same moment.
pub async fn give(tx: &mut Tx, tenant: &TenantDb, key: &RoleKey) -> TxResult<Access> {
    let id = match key {
        RoleKey::BuiltIn(role) => return Ok(Access::Role(*role)),
        RoleKey::Custom(id) => id,
    };
    let given = doc! { "$inc": { "given": 1_i64 } };
    let role = tx.of::<CustomRole>(tenant).change(doc! { "_id": id.as_str() }, given).await?;
    Ok(role.ok_or(AppError::NotFound)?.access())
}

pub async fn get(tx: &mut Tx, tenant: &TenantDb, id: &RoleId) -> TxResult<CustomRole> {
    Ok(tx.of::<CustomRole>(tenant).get(id.as_str()).await?.ok_or(AppError::NotFound)?)
}

/// Stores a new role. They are counted, so that two who make the last one at once collide.
pub async fn insert(tx: &mut Tx, member: &Member, role: &CustomRole) -> TxResult<()> {
    tally::one_role_more(tx, member.platform(), &member.workspace().id, MOST_ROLES).await?;
    tx.of::<CustomRole>(&member.tenant()).insert(role).await.map_err(named)
}

/// Puts name and grants in the place of the former ones.
pub async fn put(tx: &mut Tx, tenant: &TenantDb, role: &CustomRole) -> TxResult<()> {
    let grants = role.grants.iter().map(to_document::<Grant>).collect::<Result<Vec<_>, _>>()?;
    let changed = doc! { "$set": {
        "name": &role.name, "name_folded": &role.name_folded, "grants": grants, "updated_at": role.updated_at,
    } };
    let found = tx.of::<CustomRole>(tenant).update(doc! { "_id": role.id.as_str() }, changed).await.map_err(named)?;
    if found { Ok(()) } else { Err(AppError::NotFound.into()) }
}

/// Takes the role away, and its place in the count.
pub async fn delete(tx: &mut Tx, platform: &Platform, tenant: &TenantDb, id: &RoleId) -> TxResult<()> {
    tx.of::<CustomRole>(tenant).delete(doc! { "_id": id.as_str() }).await?;
    tally::one_role_fewer(tx, platform, tenant.workspace()).await
}

/// The one unique key of a role beside its id is its name.
fn named(error: StoreError) -> TxError {
    match error {
        StoreError::Duplicate(_) => AppError::invalid("name", "There is a role of this name. Choose another.").into(),
        other => other.into(),
    }
}
