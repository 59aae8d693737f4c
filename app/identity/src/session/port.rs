use super::{
    record::{REFRESH, Session},
    rotation, store,
};
use crate::{
    second_factor,
    user::{self, User},
};
use async_trait::async_trait;
use kernel::{
    AppError, AppResult, Platform, SessionId, Token, Tx, UserId, WorkspaceId,
    ports::{ActiveSession, Person, Sessions},
    transaction::TxResult,
};
use std::collections::HashSet;

/// Identity's answer to the kernel's port: one read for each request.
pub struct SessionStore;

#[async_trait]
impl Sessions for SessionStore {
    async fn of_token(&self, platform: &Platform, token: &str) -> AppResult<Option<ActiveSession>> {
        let Some(token) = Token::parse(token) else { return Ok(None) };
        let Some(session) = store::of_token(platform, &token).await? else { return Ok(None) };
        refresh(platform, &session).await;
        rotation::at_document(platform, &session, &token).await?;
        Ok(Some(ActiveSession {
            id: session.id,
            user: session.user_id,
            workspace: session.workspace_id,
            device: session.device,
            confirmed_at: session.confirmed_at,
            second_factor: session.second_factor,
        }))
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
        Ok(self.people(platform, std::slice::from_ref(user)).await?.pop())
    }

    async fn people(&self, platform: &Platform, users: &[UserId]) -> AppResult<Vec<Person>> {
        let found = user::store::of_ids(platform, users).await?;
        let careful = second_factor::among(platform, users).await?;
        Ok(found.into_iter().map(|user| person(user, &careful)).collect())
    }

    async fn rotate(&self, tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<()> {
        store::rotate(tx, platform, user).await
    }
}

fn person(user: User, careful: &HashSet<UserId>) -> Person {
    let has_second_factor = careful.contains(&user.id);
    Person { user: user.id, name: user.name, email: user.email.to_string(), has_second_factor }
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
