use super::TransferId;
use kernel::AppResult;
use leptos::prelude::*;

/// Takes the request back, before it is answered.
#[server(prefix = "/api", endpoint = "workspaces/transfer/cancel")]
pub async fn cancel_transfer(transfer: TransferId) -> AppResult<()> {
    let member = kernel::Member::require(crate::permissions::MANAGE_TEAM).await?;
    cancel(&member, &transfer).await
}

#[cfg(feature = "ssr")]
pub use act::cancel;

#[cfg(feature = "ssr")]
mod act {
    use crate::transfer::{TransferId, store};
    use kernel::{
        AppError, AppResult, Member,
        audit::{self, Act},
        transaction,
    };

    /// # Errors
    /// `NotFound` for a request that there is not, `Forbidden` to who is no owner.
    pub async fn cancel(member: &Member, id: &TransferId) -> AppResult<()> {
        transaction::run(member.platform().database(), |tx| {
            let (member, id) = (member.clone(), id.clone());
            Box::pin(async move {
                let (platform, here) = (member.platform(), &member.workspace().id);
                let transfer = store::take(tx, platform, (here, &id), None).await?;
                if !member.access().is_owner() {
                    return Err(AppError::Forbidden.into());
                }
                let (record, label) = (transfer.id.to_string(), transfer.to_user.to_string());
                let act = Act { action: "workspaces.ownership.cancelled", record, label, before: None, after: None };
                audit::write(tx, platform, here, &member.actor(), act).await
            })
        })
        .await
    }
}
