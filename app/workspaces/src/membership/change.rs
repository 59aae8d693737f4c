//! What all changes of a member have in common: who may make them, that an owner stays, that the
//! member's sessions hear of it, and that it is written down.

use super::{Membership, store};
use crate::{invitation::cancel::cancel_sent_by, role};
use bson::{Document, doc};
use kernel::{
    Access, AppError, AppResult, Member, MemberId, Tx,
    audit::{self, Act},
    permission::Declared,
    transaction::{self, TxResult},
};

/// What becomes of a member.
pub enum Outcome {
    /// Another role, or another state.
    Changed(Membership),
    Gone,
}

/// Changes the member with this id in one transaction; `decide` is given the membership as it is
/// and may be asked more than once. Nobody changes who has more than they have themselves, and only
/// owners change owners.
///
/// # Errors
/// `NotFound` for who is no member here, `Forbidden` for who is above, and a refusal for the last
/// active owner.
pub async fn change<F>(member: &Member, id: &MemberId, action: &'static str, decide: F) -> AppResult<()>
where
    F: Fn(Membership) -> AppResult<Outcome> + Clone + Send + Sync + 'static,
{
    transaction::run(member.platform().database(), |tx| {
        let (member, id, decide) = (member.clone(), id.clone(), decide.clone());
        Box::pin(async move {
            let before = store::get(tx, member.platform(), &member.workspace().id, &id).await?;
            let had = role::store::access(tx, &member.tenant(), &before.role).await?;
            check_rank(member.access(), &had, member.platform().ports().permissions.as_slice())?;
            let outcome = decide(before.clone())?;
            settle(tx, &member, action, before, outcome).await
        })
    })
    .await
}

/// Whether somebody with `own` access may change somebody with `theirs`.
pub fn check_rank(own: &Access, theirs: &Access, all: &[Declared]) -> AppResult<()> {
    if own.covers(theirs, all) { Ok(()) } else { Err(AppError::Forbidden) }
}

async fn settle(
    tx: &mut Tx,
    member: &Member,
    action: &'static str,
    before: Membership,
    outcome: Outcome,
) -> TxResult<()> {
    let (platform, workspace) = (member.platform(), &member.workspace().id);
    let after = match outcome {
        Outcome::Changed(after) if after == before => return Ok(()),
        Outcome::Changed(after) => Some(after),
        Outcome::Gone => None,
    };
    if let Some(after) = &after {
        let gets = role::store::give(tx, &member.tenant(), &after.role).await?;
        check_rank(member.access(), &gets, platform.ports().permissions.as_slice())?;
    }
    match &after {
        Some(after) => store::put(tx, platform, &before, after).await?,
        None => {
            store::delete(tx, platform, &before).await?;
            super::leave::state_left(tx, platform, &before).await?;
        }
    }
    platform.ports().sessions.rotate(tx, platform, &before.user_id).await?;
    let act = act(tx, member, action, &before, after.as_ref()).await?;
    audit::write(tx, platform, workspace, &member.actor(), act).await?;
    // Whom they asked in was asked by nobody here any more.
    if after.is_none() { cancel_sent_by(tx, member, &before.user_id).await } else { Ok(()) }
}

async fn act(
    tx: &mut Tx,
    member: &Member,
    action: &'static str,
    before: &Membership,
    after: Option<&Membership>,
) -> TxResult<Act> {
    let person = member.platform().ports().sessions.person(member.platform(), &before.user_id).await?;
    let label = person.map_or_else(|| before.user_id.to_string(), |person| person.email);
    let tenant = member.tenant();
    let told = Some(told(role::store::access(tx, &tenant, &before.role).await?.name(), before));
    let after = match after {
        Some(after) => Some(self::told(role::store::access(tx, &tenant, &after.role).await?.name(), after)),
        None => None,
    };
    Ok(Act { action, record: before.id.to_string(), label, before: told, after })
}

/// What the audit log keeps of a membership.
pub fn told(role: &str, membership: &Membership) -> Document {
    doc! { "role": role, "suspended": membership.suspended_at.is_some() }
}
