use super::{
    record::{REFRESH, Session},
    store,
};
use crate::{token::Token, user};
use async_trait::async_trait;
use kernel::{
    AppError, AppResult, Platform, SessionId, UserId, WorkspaceId,
    ports::{ActiveSession, Person, Sessions},
};

/// Identity's answer to the kernel's port: one read for each request.
pub struct SessionStore;

#[async_trait]
impl Sessions for SessionStore {
    async fn of_token(&self, platform: &Platform, token: &str) -> AppResult<Option<ActiveSession>> {
        let Some(token) = Token::parse(token) else { return Ok(None) };
        let Some(session) = store::of_token(platform, &token).await? else { return Ok(None) };
        refresh(platform, &session).await;
        Ok(Some(ActiveSession { id: session.id, user: session.user_id, workspace: session.workspace_id }))
    }

    async fn enter_workspace(
        &self,
        platform: &Platform,
        session: &SessionId,
        workspace: &WorkspaceId,
    ) -> AppResult<()> {
        let entered = store::enter_workspace(platform, session, workspace).await?;
        if entered { Ok(()) } else { Err(AppError::SignIn) }
    }

    async fn person(&self, platform: &Platform, user: &UserId) -> AppResult<Option<Person>> {
        let found = user::store::of_id(platform, user).await?;
        Ok(found.map(|user| Person { user: user.id, name: user.name, email: user.email.to_string() }))
    }
}

/// A page is not refused because the time of its visit could not be written down.
async fn refresh(platform: &Platform, session: &Session) {
    if platform.now().since(session.last_used_at) < REFRESH {
        return;
    }
    if let Err(cause) = store::touch(platform, &session.id).await {
        tracing::warn!(session = %session.id, %cause, "a session's use could not be noted");
    }
}
