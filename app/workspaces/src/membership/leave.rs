use kernel::AppResult;
use leptos::prelude::*;

/// Leaves the workspace that the session works in.
#[server(prefix = "/api", endpoint = "workspaces/membership/leave")]
pub async fn leave_workspace() -> AppResult<()> {
    let person = kernel::SignedIn::require().await?;
    leave(person.platform(), person.session(), &person.actor()).await?;
    kernel::answer::go_to_from_form("/home");
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::{leave, place_of, state_left};

#[cfg(feature = "ssr")]
mod act {
    use crate::membership::{Membership, change::told, store};
    use kernel::{
        AppError, AppResult, Platform, Tx, UserId, WorkspaceId,
        audit::{self, Act, Actor},
        events,
        facts::MemberLeft,
        ports::{self, ActiveSession},
        transaction::{self, TxResult},
    };

    /// # Errors
    /// `NotFound` for who is no member there; a refusal for the last active owner.
    pub async fn leave(platform: &Platform, session: &ActiveSession, actor: &Actor) -> AppResult<()> {
        let place = place_of(platform, session).await?;
        transaction::run(platform.database(), |tx| {
            let (platform, actor) = (platform.clone(), actor.clone());
            let (workspace, user) = (place.workspace.id.clone(), session.user.clone());
            let role = place.access.name().to_owned();
            Box::pin(async move { leave_in(tx, &platform, &workspace, &user, &role, &actor).await })
        })
        .await
    }

    /// Where the person is a member and their session works, whatever their role: for what concerns
    /// only themselves.
    ///
    /// # Errors
    /// `NotFound` without a membership, `SecondFactor` where the workspace asks for one that the
    /// session has not passed.
    pub async fn place_of(platform: &Platform, session: &ActiveSession) -> AppResult<ports::Membership> {
        let memberships = &platform.ports().memberships;
        let place = memberships.of_user(platform, &session.user, session.workspace.as_ref()).await?;
        let place = place.ok_or(AppError::NotFound)?;
        if place.needs_second_factor && !session.second_factor { Err(AppError::SecondFactor) } else { Ok(place) }
    }

    async fn leave_in(
        tx: &mut Tx,
        platform: &Platform,
        workspace: &WorkspaceId,
        user: &UserId,
        role: &str,
        actor: &Actor,
    ) -> TxResult<()> {
        let membership = store::of(tx, platform, workspace, user).await?.ok_or(AppError::NotFound)?;
        store::delete(tx, platform, &membership).await?;
        state_left(tx, platform, &membership).await?;
        platform.ports().sessions.rotate(tx, platform, user).await?;
        let person = platform.ports().sessions.person(platform, user).await?;
        let label = person.map_or_else(|| user.to_string(), |person| person.email);
        let before = Some(told(role, &membership));
        let act =
            Act { action: "workspaces.member.left", record: membership.id.to_string(), label, before, after: None };
        audit::write(tx, platform, workspace, actor, act).await
    }

    /// To whom it may concern: the member is none any more.
    pub async fn state_left(tx: &mut Tx, platform: &Platform, membership: &Membership) -> TxResult<()> {
        let fact = MemberLeft { member: membership.id.clone(), user: membership.user_id.clone() };
        events::state(tx, platform, &membership.workspace_id, &fact).await
    }
}
