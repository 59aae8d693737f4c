use kernel::{AppResult, Brand, Currency, Locale};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What `/settings` shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceSettings {
    pub name: String,
    pub slug: String,
    pub time_zone: String,
    pub currency: Currency,
    pub locale: Locale,
    pub brand: Option<Brand>,
    /// Addresses that it had and that still lead here, with the day until which they do.
    pub former: Vec<(String, String)>,
    /// Whether members need a second factor.
    pub needs_second_factor: bool,
    /// The state that this is; a change names the one that it was made from.
    pub version: i64,
    /// What stands before the slug in an address, `mewayz.com/@`.
    pub address_prefix: String,
    /// Whether the member may change them.
    pub manageable: bool,
    /// Whether the member may delete the workspace.
    pub deletable: bool,
    /// Whether the member may see who did what.
    pub auditable: bool,
}

#[server(prefix = "/api", endpoint = "workspaces/workspace/settings", input = leptos::server_fn::codec::GetUrl)]
pub async fn show_settings() -> AppResult<WorkspaceSettings> {
    let member = kernel::Member::require(crate::permissions::VIEW).await?;
    current(&member).await
}

#[cfg(feature = "ssr")]
pub use act::{current, shown};

#[cfg(feature = "ssr")]
mod act {
    use super::WorkspaceSettings;
    use crate::{
        address, permissions,
        workspace::{Workspace, deletion::day, store},
    };
    use kernel::{AppError, AppResult, Member};

    pub async fn current(member: &Member) -> AppResult<WorkspaceSettings> {
        let workspace = store::get(member.platform(), &member.workspace().id).await?.ok_or(AppError::NotFound)?;
        Ok(shown(member, workspace))
    }

    pub fn shown(member: &Member, workspace: Workspace) -> WorkspaceSettings {
        WorkspaceSettings {
            name: workspace.name,
            slug: workspace.slug.into(),
            time_zone: workspace.time_zone,
            currency: workspace.currency,
            locale: workspace.locale,
            brand: workspace.brand,
            former: workspace.former.iter().map(|former| (former.slug.to_string(), day(former.until))).collect(),
            needs_second_factor: workspace.needs_second_factor,
            version: workspace.version,
            address_prefix: address::prefix(member.platform().public_url()),
            manageable: member.may(permissions::MANAGE),
            deletable: member.may(permissions::DELETE),
            auditable: member.may(permissions::AUDIT),
        }
    }
}
