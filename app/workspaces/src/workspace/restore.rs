use kernel::{AppResult, WorkspaceId};
use leptos::prelude::*;

/// Brings a deleted workspace back, for one of its owners. One that is not deleted stays as it is.
#[server(prefix = "/api", endpoint = "workspaces/workspace/restore")]
pub async fn restore_workspace(workspace: WorkspaceId) -> AppResult<()> {
    let person = kernel::SignedIn::confirmed().await?;
    restore(person.platform(), &person.actor(), person.user(), &workspace).await?;
    super::switch::enter(person.platform(), person.session(), &workspace).await?;
    kernel::answer::go_to_from_form("/home");
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::restore;

#[cfg(feature = "ssr")]
mod act {
    use crate::workspace::{Workspace, deletion, store};
    use kernel::{AppError, AppResult, Platform, UserId, WorkspaceId, audit::Actor, transaction};

    /// # Errors
    /// `NotFound` to anybody but an owner, and once its data is being removed.
    pub async fn restore(platform: &Platform, actor: &Actor, user: &UserId, id: &WorkspaceId) -> AppResult<Workspace> {
        if !deletion::is_owner(platform, user, id).await? {
            return Err(AppError::NotFound);
        }
        transaction::run(platform.database(), |tx| {
            let (platform, actor, id) = (platform.clone(), actor.clone(), id.clone());
            Box::pin(async move {
                let workspace = store::get_in(tx, &platform, &id).await?.ok_or(AppError::NotFound)?;
                match &workspace.deletion {
                    None => Ok(workspace),
                    Some(deletion) if deletion.purging || deletion.until <= platform.now() => {
                        Err(AppError::NotFound.into())
                    }
                    Some(_) => deletion::end(tx, &platform, workspace, &actor).await,
                }
            })
        })
        .await
    }
}
