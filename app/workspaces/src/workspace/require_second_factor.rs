use super::settings::WorkspaceSettings;
use kernel::AppResult;
use leptos::prelude::*;

/// Lets in only members who sign in with two steps, or everybody again. Who asks for it has done
/// so in this session: otherwise they would lock themselves out.
#[server(prefix = "/api", endpoint = "workspaces/workspace/require_second_factor")]
pub async fn require_second_factor(#[server(default)] required: bool) -> AppResult<WorkspaceSettings> {
    let member = kernel::Member::confirmed(crate::permissions::MANAGE).await?;
    let with_two = kernel::SignedIn::require().await?.session().second_factor;
    let workspace = ask_for_it(&member, required, with_two).await?;
    kernel::answer::go_to_from_form("/settings/security");
    Ok(super::settings::shown(&member, workspace))
}

#[cfg(feature = "ssr")]
pub use act::ask_for_it;

#[cfg(feature = "ssr")]
mod act {
    use crate::workspace::{Workspace, activity, change};
    use kernel::{AppError, AppResult, Member};

    const NOT_YET: &str = "Sign in with two steps yourself first: set it up in your account, then come back.";

    /// # Errors
    /// `Invalid` to somebody who asks for it and has signed in with one step.
    pub async fn ask_for_it(member: &Member, required: bool, with_two: bool) -> AppResult<Workspace> {
        if required && !with_two {
            return Err(AppError::invalid("required", NOT_YET));
        }
        let change = move |workspace: &Workspace| Ok(Workspace { needs_second_factor: required, ..workspace.clone() });
        change::of_current(member, activity::SECURED, change).await
    }
}
