use kernel::AppResult;
use leptos::prelude::*;

/// Deletes the workspace that the session works in; its name was typed to show that it is meant.
/// An owner can bring it back for 30 days.
#[server(prefix = "/api", endpoint = "workspaces/workspace/delete")]
pub async fn delete_workspace(name: String) -> AppResult<()> {
    let member = kernel::Member::confirmed(crate::permissions::DELETE).await?;
    delete(&member, &name).await?;
    kernel::answer::go_to_from_form("/workspaces");
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::delete;

#[cfg(feature = "ssr")]
mod act {
    use crate::workspace::{Workspace, deletion, read_name, store};
    use kernel::{AppError, AppResult, Member, transaction};

    /// # Errors
    /// `Invalid` where the name is not the workspace's, `NotFound` where it is deleted already.
    pub async fn delete(member: &Member, name: &str) -> AppResult<Workspace> {
        let (platform, id) = (member.platform(), &member.workspace().id);
        let users = deletion::owners_of(platform, id).await?;
        let owners = platform.ports().sessions.people(platform, &users).await?;
        let typed = read_name(name).unwrap_or_default();
        transaction::run(platform.database(), |tx| {
            let (member, typed, owners) = (member.clone(), typed.clone(), owners.clone());
            Box::pin(async move {
                let (platform, id) = (member.platform(), &member.workspace().id);
                let found = store::get_in(tx, platform, id).await?;
                let workspace = found.filter(|found| found.deletion.is_none()).ok_or(AppError::NotFound)?;
                if workspace.name != typed {
                    let words = format!("Write the workspace's name as it is: {}", workspace.name);
                    return Err(AppError::invalid("name", words).into());
                }
                deletion::begin(tx, platform, workspace, &member.actor(), &owners).await
            })
        })
        .await
    }
}
