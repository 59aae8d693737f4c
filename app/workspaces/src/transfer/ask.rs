use super::TransferId;
use kernel::{AppResult, MemberId};
use leptos::prelude::*;

/// Asks a member to become an owner. With `step_down` who asks becomes an admin then.
#[server(prefix = "/api", endpoint = "workspaces/transfer/ask")]
pub async fn ask_transfer(member: MemberId, #[server(default)] step_down: bool) -> AppResult<TransferId> {
    let asker = kernel::Member::confirmed(crate::permissions::MANAGE_TEAM).await?;
    ask(&asker, &member, step_down).await
}

#[cfg(feature = "ssr")]
pub use act::ask;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        membership,
        refusal::Refusal,
        role::RoleKey,
        transfer::{Transfer, TransferId, mail, store},
    };
    use bson::doc;
    use kernel::{
        AppError, AppResult, Member, MemberId, Tx,
        audit::{self, Act},
        mail::enqueue,
        transaction::{self, TxResult},
    };

    /// # Errors
    /// `NotFound` for who is no member here, `Forbidden` to who is no owner, `Invalid` for an owner
    /// and for oneself, a refusal while another request waits or the member is suspended.
    pub async fn ask(asker: &Member, id: &MemberId, step_down: bool) -> AppResult<TransferId> {
        transaction::run(asker.platform().database(), |tx| {
            let (asker, id) = (asker.clone(), id.clone());
            Box::pin(async move { ask_in(tx, &asker, &id, step_down).await })
        })
        .await
    }

    async fn ask_in(tx: &mut Tx, asker: &Member, id: &MemberId, step_down: bool) -> TxResult<TransferId> {
        let (platform, place) = (asker.platform(), asker.workspace());
        let membership = membership::store::get(tx, platform, &place.id, id).await?;
        if !asker.access().is_owner() {
            return Err(AppError::Forbidden.into());
        }
        if membership.role == RoleKey::OWNER {
            return Err(AppError::invalid("member", "This person is an owner already.").into());
        }
        if membership.suspended_at.is_some() {
            return Err(AppError::from(Refusal::Suspended).into());
        }
        let sessions = &platform.ports().sessions;
        let by = sessions.person(platform, asker.user()).await?.ok_or(AppError::NotFound)?;
        let to = sessions.person(platform, &membership.user_id).await?.ok_or(AppError::NotFound)?;
        let mut transfer = Transfer::new(platform, &place.id, asker.user(), (id, &membership.user_id));
        transfer.steps_down = step_down;
        store::insert(tx, platform, &transfer).await?;
        enqueue(tx, platform, &mail::asked(platform, &transfer, (&by, &to), place)).await?;
        let act = Act {
            action: "workspaces.ownership.asked",
            record: transfer.id.to_string(),
            label: to.email,
            before: None,
            after: Some(doc! { "steps_down": step_down }),
        };
        audit::write(tx, platform, &place.id, &asker.actor(), act).await?;
        Ok(transfer.id)
    }
}
