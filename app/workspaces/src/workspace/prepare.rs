use kernel::{AppError, AppResult};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the form for a new workspace starts with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preparation {
    /// What stands before the slug in an address, `mewayz.com/@`.
    pub address_prefix: String,
    /// What was typed, and what was wrong with it, when the form came back without scripting.
    pub name: String,
    pub slug: String,
    pub error: Option<AppError>,
}

#[server(prefix = "/api", endpoint = "workspaces/workspace/prepare", input = leptos::server_fn::codec::GetUrl)]
pub async fn prepare_workspace() -> AppResult<Preparation> {
    let person = kernel::SignedIn::require().await?;
    Ok(begin(person.platform()))
}

#[cfg(feature = "ssr")]
use act::begin;

#[cfg(feature = "ssr")]
mod act {
    use super::Preparation;
    use crate::address;
    use kernel::{Platform, page::ReturnedForm};
    use leptos::prelude::use_context;

    pub fn begin(platform: &Platform) -> Preparation {
        let returned = use_context::<ReturnedForm>().unwrap_or_default();
        Preparation {
            address_prefix: address::prefix(platform.public_url()),
            name: returned.value("name"),
            slug: returned.value("slug"),
            error: returned.error,
        }
    }
}
