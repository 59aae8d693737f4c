use super::TransferId;
use kernel::AppResult;
use leptos::prelude::*;

/// Becomes an owner.
#[server(prefix = "/api", endpoint = "workspaces/transfer/accept")]
pub async fn accept_transfer(transfer: TransferId) -> AppResult<()> {
    let person = kernel::SignedIn::confirmed().await?;
    let place = crate::membership::leave::place_of(person.platform(), person.session()).await?;
    accept(person.platform(), &place, &person.actor(), &transfer).await
}

#[cfg(feature = "ssr")]
pub use act::accept;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        membership::{self, Membership, change::told},
        refusal::Refusal,
        role::RoleKey,
        transfer::{Transfer, TransferId, mail, store},
    };
    use kernel::{
        AppError, AppResult, Platform, Role, Tx,
        audit::{self, Act, Actor},
        mail::enqueue,
        ports,
        transaction::{self, TxResult},
    };

    /// The new owner, and the former one as an admin if they said so, in one transaction.
    ///
    /// # Errors
    /// `NotFound` for a request that there is not, or not for this person; a refusal where who asked
    /// is no owner any more.
    pub async fn accept(
        platform: &Platform,
        place: &ports::Membership,
        actor: &Actor,
        id: &TransferId,
    ) -> AppResult<()> {
        transaction::run(platform.database(), |tx| {
            let (platform, place, actor, id) = (platform.clone(), place.clone(), actor.clone(), id.clone());
            Box::pin(async move { accept_in(tx, &platform, &place, &actor, &id).await })
        })
        .await
    }

    async fn accept_in(
        tx: &mut Tx,
        platform: &Platform,
        place: &ports::Membership,
        actor: &Actor,
        id: &TransferId,
    ) -> TxResult<()> {
        let gone = || AppError::from(Refusal::TransferGone);
        let here = &place.workspace.id;
        let transfer = store::take(tx, platform, (here, id), Some(&place.user)).await?;
        let asker = membership::store::of(tx, platform, here, &transfer.asked_by).await?;
        let asker = asker.filter(Membership::is_active_owner).ok_or_else(gone)?;
        let heir = membership::store::of(tx, platform, here, &place.user).await?;
        let heir = heir.filter(|heir| heir.suspended_at.is_none()).ok_or_else(gone)?;
        // The new owner first: at no point is there none.
        turn(tx, platform, (&heir, place.access.name()), Role::Owner, actor).await?;
        if transfer.steps_down {
            turn(tx, platform, (&asker, Role::Owner.name()), Role::Admin, actor).await?;
        }
        tell_both(tx, platform, &transfer, place).await
    }

    async fn turn(
        tx: &mut Tx,
        platform: &Platform,
        (before, had): (&Membership, &str),
        role: Role,
        actor: &Actor,
    ) -> TxResult<()> {
        let after = Membership { role: RoleKey::BuiltIn(role), ..before.clone() };
        membership::store::put(tx, platform, before, &after).await?;
        platform.ports().sessions.rotate(tx, platform, &before.user_id).await?;
        let person = platform.ports().sessions.person(platform, &before.user_id).await?;
        let act = Act {
            action: "workspaces.ownership.handed_over",
            record: before.id.to_string(),
            label: person.map_or_else(|| before.user_id.to_string(), |person| person.email),
            before: Some(told(had, before)),
            after: Some(told(role.name(), &after)),
        };
        audit::write(tx, platform, &before.workspace_id, actor, act).await
    }

    async fn tell_both(
        tx: &mut Tx,
        platform: &Platform,
        transfer: &Transfer,
        place: &ports::Membership,
    ) -> TxResult<()> {
        let sessions = &platform.ports().sessions;
        let by = sessions.person(platform, &transfer.asked_by).await?;
        let to = sessions.person(platform, &transfer.to_user).await?;
        if let (Some(by), Some(to)) = (by, to) {
            for of in [&by, &to] {
                enqueue(tx, platform, &mail::done(platform, transfer, of, (&by, &to), &place.workspace)).await?;
            }
        }
        Ok(())
    }
}
