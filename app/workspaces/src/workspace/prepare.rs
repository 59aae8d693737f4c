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
    /// Tells this form from every other: sent twice, it founds one workspace.
    pub form_key: String,
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

    fn hex(bytes: [u8; 16]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    pub fn begin(platform: &Platform) -> Preparation {
        let returned = use_context::<ReturnedForm>().unwrap_or_default();
        Preparation {
            address_prefix: address::prefix(platform.public_url()),
            name: returned.value("name"),
            slug: returned.value("slug"),
            form_key: hex(platform.random::<16>()),
            error: returned.error,
        }
    }
}
