use super::settings::WorkspaceSettings;
use kernel::AppResult;
use leptos::prelude::*;

/// Gives the workspace's public pages two colours of its own, or with neither ours again.
#[server(prefix = "/api", endpoint = "workspaces/workspace/brand")]
pub async fn brand_workspace(
    #[server(default)] accent: String,
    #[server(default)] background: String,
    version: i64,
) -> AppResult<WorkspaceSettings> {
    let member = kernel::Member::require(crate::permissions::MANAGE).await?;
    let workspace = rebrand(&member, read(&accent, &background)?, version).await?;
    kernel::answer::go_to_from_form("/settings/branding");
    Ok(super::settings::shown(&member, workspace))
}

/// The two colours as they were typed; nothing where both are left empty. Checked in the browser
/// and on the server.
///
/// # Errors
/// Says of each field what is wrong; of the accent also that it can't be told from the background.
pub fn read(accent: &str, background: &str) -> AppResult<Option<kernel::Brand>> {
    use kernel::{AppError, Brand, Colour, FieldError};
    if accent.trim().is_empty() && background.trim().is_empty() {
        return Ok(None);
    }
    let colour =
        |field: &str, text: &str| text.parse::<Colour>().map_err(|problem| FieldError::new(field, problem.to_string()));
    match (colour("accent", accent), colour("background", background)) {
        (Ok(accent), Ok(background)) => match Brand::new(accent, background) {
            Ok(brand) => Ok(Some(brand)),
            Err(problem) => Err(AppError::invalid("accent", problem.to_string())),
        },
        (accent, background) => {
            Err(AppError::Invalid([accent.err(), background.err()].into_iter().flatten().collect()))
        }
    }
}

#[cfg(feature = "ssr")]
pub use act::rebrand;

#[cfg(feature = "ssr")]
mod act {
    use crate::workspace::{Workspace, activity, change};
    use kernel::{AppResult, Brand, Member};

    /// # Errors
    /// `Conflict("stale")` if the workspace is not that version any more.
    pub async fn rebrand(member: &Member, brand: Option<Brand>, version: i64) -> AppResult<Workspace> {
        let change = move |workspace: &Workspace| Ok(Workspace { brand, ..workspace.clone() });
        change::of_version(member, activity::REBRANDED, version, change).await
    }
}
