use super::User;
use crate::email::EmailAddress;
use bson::doc;
use kernel::{Platform, StoreError, Tx, UserId, transaction::TxResult};

pub async fn of_email(platform: &Platform, email: &EmailAddress) -> Result<Option<User>, StoreError> {
    platform.platform_db().of::<User>().find_one(doc! { "email": email.as_str() }).await
}

pub async fn of_id(platform: &Platform, id: &UserId) -> Result<Option<User>, StoreError> {
    platform.platform_db().of::<User>().get(id.as_str()).await
}

/// A duplicate when somebody has the address.
pub async fn insert(tx: &mut Tx, platform: &Platform, user: &User) -> TxResult<()> {
    Ok(tx.global::<User>(&platform.platform_db()).insert(user).await?)
}
