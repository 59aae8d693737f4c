use kernel::AppResult;
use leptos::prelude::*;

/// Joins the workspace that the link's invitation is for, and goes there.
#[server(prefix = "/api", endpoint = "workspaces/invitation/accept")]
pub async fn accept_invitation(#[server(default)] token: String) -> AppResult<()> {
    let person = kernel::SignedIn::require().await?;
    accept(person.platform(), person.session(), &person.actor(), &token).await?;
    kernel::answer::go_to("/home");
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::accept;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        invitation::{Invitation, State, store},
        membership::{self, Membership},
        refusal::Refusal,
    };
    use bson::doc;
    use kernel::{
        AppError, AppResult, Platform, Token, Tx, WorkspaceId,
        audit::{self, Act, Actor},
        email::EmailAddress,
        events,
        facts::MemberJoined,
        ports::{ActiveSession, Person},
        transaction::{self, TxResult},
    };

    /// The account's address must be the invited one. Whoever is a member already keeps the role
    /// that they have, so that accepting never takes anything away; whoever is suspended stays so.
    ///
    /// # Errors
    /// Refuses with the same words whatever it is that closed the link; `OtherAddress` where it is
    /// open for somebody else.
    pub async fn accept(platform: &Platform, session: &ActiveSession, actor: &Actor, token: &str) -> AppResult<()> {
        let token = Token::parse(token).ok_or(Refusal::InvitationGone)?;
        let person = platform.ports().sessions.person(platform, &session.user).await?.ok_or(AppError::SignIn)?;
        let workspace = transaction::run(platform.database(), |tx| {
            let (platform, person, actor, token) = (platform.clone(), person.clone(), actor.clone(), token.clone());
            Box::pin(async move { join(tx, &platform, &person, &actor, &token).await })
        })
        .await?;
        platform.ports().sessions.enter_workspace(platform, &session.id, &workspace).await
    }

    async fn join(
        tx: &mut Tx,
        platform: &Platform,
        person: &Person,
        actor: &Actor,
        token: &Token,
    ) -> TxResult<WorkspaceId> {
        let gone = || AppError::from(Refusal::InvitationGone);
        let found = store::consume(tx, platform, token, State::Accepted, Some(&person.user)).await?;
        let Some(invitation) = found else {
            return Ok(joined_before(tx, platform, person, token).await?.ok_or_else(gone)?);
        };
        // The account's address is spelled as the invitation's: both were read by one rule.
        if EmailAddress::parse(&person.email).ok().as_ref() != Some(&invitation.email) {
            return Err(AppError::from(Refusal::OtherAddress).into());
        }
        let place = invitation.workspace_id.clone();
        store::check_workspace(tx, platform, &invitation).await?;
        match membership::store::of(tx, platform, &place, &person.user).await? {
            Some(known) if known.suspended_at.is_some() => return Err(gone().into()),
            Some(_) => {}
            None => seat(tx, platform, person, actor, &invitation).await?,
        }
        Ok(place)
    }

    /// Somebody pressed twice: they are in, as long as they are.
    async fn joined_before(
        tx: &mut Tx,
        platform: &Platform,
        person: &Person,
        token: &Token,
    ) -> TxResult<Option<WorkspaceId>> {
        let Some(used) = store::accepted_by(tx, platform, token, &person.user).await? else { return Ok(None) };
        let place = membership::store::of(tx, platform, &used.workspace_id, &person.user).await?;
        let place = place.filter(|place| place.suspended_at.is_none());
        Ok(place.map(|place| place.workspace_id))
    }

    async fn seat(
        tx: &mut Tx,
        platform: &Platform,
        person: &Person,
        actor: &Actor,
        invitation: &Invitation,
    ) -> TxResult<()> {
        let (place, role) = (&invitation.workspace_id, &invitation.role);
        let membership = Membership::new(platform, place, &person.user, role.clone());
        membership::store::insert(tx, platform, &membership).await?;
        let fact = MemberJoined { member: membership.id.clone(), user: person.user.clone() };
        events::state(tx, platform, place, &fact).await?;
        let act = Act {
            action: "workspaces.member.joined",
            record: membership.id.to_string(),
            label: person.email.clone(),
            before: None,
            after: Some(doc! { "role": role.as_str(), "invitation": invitation.id.as_str() }),
        };
        audit::write(tx, platform, place, actor, act).await
    }
}
