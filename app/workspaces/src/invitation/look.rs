//! What the page behind an invitation's link knows.

use super::{Invitation, store};
use crate::{
    role::{CustomRole, RoleKey},
    workspace::Workspace,
};
use bson::doc;
use kernel::{AppResult, Platform, Token, ports::ActiveSession, ports::Person};

/// An open invitation, as the person who holds its link may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    pub workspace: String,
    /// Name and address of who invites; nothing when their account is gone.
    pub by: Option<(String, String)>,
    pub role: String,
    pub email: String,
    pub message: String,
    pub expires_at: kernel::Timestamp,
    /// The address of the account that looks, if one does.
    pub signed_in_as: Option<String>,
}

/// What is behind the link; nothing for one that never was, has run out, was used or taken back, or
/// whose workspace is gone: they all look alike. Looking changes nothing.
pub async fn look(platform: &Platform, token: &str, session: Option<&ActiveSession>) -> AppResult<Option<Invited>> {
    let Some(token) = Token::parse(token) else { return Ok(None) };
    let Some(invitation) = store::of_token(platform, &token).await? else { return Ok(None) };
    let Some(workspace) = store::workspace_of(platform, &invitation).await? else { return Ok(None) };
    let sessions = &platform.ports().sessions;
    let by = sessions.person(platform, &invitation.invited_by).await?;
    let asker = match session {
        Some(session) => sessions.person(platform, &session.user).await?,
        None => None,
    };
    let role = role_name(platform, &invitation).await?;
    Ok(Some(invited(invitation, workspace, by, role, asker)))
}

fn invited(
    invitation: Invitation,
    workspace: Workspace,
    by: Option<Person>,
    role: String,
    asker: Option<Person>,
) -> Invited {
    Invited {
        workspace: workspace.name,
        by: by.map(|by| (by.name, by.email)),
        role,
        email: invitation.email.to_string(),
        message: invitation.message,
        expires_at: invitation.expires_at,
        signed_in_as: asker.map(|asker| asker.email),
    }
}

async fn role_name(platform: &Platform, invitation: &Invitation) -> AppResult<String> {
    Ok(match &invitation.role {
        RoleKey::BuiltIn(role) => role.name().to_owned(),
        RoleKey::Custom(id) => {
            let stages = vec![
                doc! { "$match": { "_id": invitation.id.as_str() } },
                doc! { "$lookup": {
                    "from": <CustomRole as kernel::Record>::COLLECTION, "localField": "role", "foreignField": "_id",
                    "as": "custom", "let": { "workspace": "$workspace_id" },
                    "pipeline": [ { "$match": { "$expr": { "$eq": ["$workspace_id", "$$workspace"] } } } ],
                } },
                doc! { "$unwind": "$custom" },
                doc! { "$replaceRoot": { "newRoot": "$custom" } },
            ];
            let found: Vec<CustomRole> = platform.platform_db().of::<Invitation>().aggregate(stages).await?;
            found.into_iter().next().map_or_else(|| id.to_string(), |role| role.name)
        }
    })
}
