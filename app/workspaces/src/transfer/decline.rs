use super::TransferId;
use kernel::AppResult;
use leptos::prelude::*;

/// Says no to becoming an owner.
#[server(prefix = "/api", endpoint = "workspaces/transfer/decline")]
pub async fn decline_transfer(transfer: TransferId) -> AppResult<()> {
    let person = kernel::SignedIn::require().await?;
    let place = crate::membership::leave::place_of(person.platform(), person.session()).await?;
    decline(person.platform(), &place, &person.actor(), &transfer).await
}

#[cfg(feature = "ssr")]
pub use act::decline;

#[cfg(feature = "ssr")]
mod act {
    use crate::transfer::{TransferId, store};
    use kernel::{
        AppResult, Platform,
        audit::{self, Act, Actor},
        ports, transaction,
    };

    /// # Errors
    /// `NotFound` for a request that there is not, or not for this person.
    pub async fn decline(
        platform: &Platform,
        place: &ports::Membership,
        actor: &Actor,
        id: &TransferId,
    ) -> AppResult<()> {
        transaction::run(platform.database(), |tx| {
            let (platform, place, actor, id) = (platform.clone(), place.clone(), actor.clone(), id.clone());
            Box::pin(async move {
                let here = &place.workspace.id;
                let transfer = store::take(tx, &platform, (here, &id), Some(&place.user)).await?;
                let (record, label) = (transfer.id.to_string(), transfer.to_user.to_string());
                let act = Act { action: "workspaces.ownership.declined", record, label, before: None, after: None };
                audit::write(tx, &platform, here, &actor, act).await
            })
        })
        .await
    }
}
