use kernel::{AppResult, WorkspaceId};
use leptos::prelude::*;

/// From now on the session works in another of the person's workspaces. Sent by a plain form,
/// so that the console loads anew and nothing of the former workspace stays on the screen.
#[server(prefix = "/api", endpoint = "workspaces/workspace/switch")]
pub async fn switch_workspace(workspace: WorkspaceId) -> AppResult<()> {
    let person = kernel::SignedIn::require().await?;
    enter(person.platform(), person.session(), &workspace).await?;
    kernel::answer::go_to("/home");
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::enter;

#[cfg(feature = "ssr")]
mod act {
    use kernel::{AppError, AppResult, Platform, WorkspaceId, ports::ActiveSession};

    /// Answers `NotFound` for a workspace that the person is no member of.
    pub async fn enter(platform: &Platform, session: &ActiveSession, workspace: &WorkspaceId) -> AppResult<()> {
        let ports = platform.ports();
        let membership = ports.memberships.of_user(platform, &session.user, Some(workspace)).await?;
        membership.ok_or(AppError::NotFound)?;
        ports.sessions.enter_workspace(platform, &session.id, workspace).await
    }
}
