use kernel::AppResult;
use leptos::prelude::*;

/// Says no. Whoever got the link may, with or without an account.
#[server(prefix = "/api", endpoint = "workspaces/invitation/decline")]
pub async fn decline_invitation(#[server(default)] token: String) -> AppResult<()> {
    let platform = kernel::Platform::current()?;
    decline(&platform, &token).await?;
    kernel::answer::go_to("/invitations/declined");
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::decline;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        invitation::{State, store},
        refusal::Refusal,
    };
    use kernel::{
        AppError, AppResult, Platform, Token,
        audit::{self, Act, Actor},
        transaction,
    };

    /// # Errors
    /// Refuses with the same words whatever it is that closed the link.
    pub async fn decline(platform: &Platform, token: &str) -> AppResult<()> {
        let token = Token::parse(token).ok_or(Refusal::InvitationGone)?;
        transaction::run(platform.database(), |tx| {
            let (platform, token) = (platform.clone(), token.clone());
            Box::pin(async move {
                let found = store::consume(tx, &platform, &token, State::Declined, None).await?;
                let invitation = found.ok_or_else(|| AppError::from(Refusal::InvitationGone))?;
                let (record, label) = (invitation.id.to_string(), invitation.email.to_string());
                let act = Act { action: "workspaces.invitation.declined", record, label, before: None, after: None };
                let actor = Actor::System("workspaces.invitation".to_owned());
                audit::write(tx, &platform, &invitation.workspace_id, &actor, act).await
            })
        })
        .await
    }
}
