use kernel::AppResult;
use leptos::prelude::*;

/// Asks for the file with all that is kept of the person. The link to it comes by mail.
#[server(prefix = "/api", endpoint = "identity/exports/request")]
pub async fn request_export() -> AppResult<()> {
    let person = kernel::SignedIn::confirmed().await?;
    request(person.platform(), person.user()).await
}

#[cfg(feature = "ssr")]
pub use act::request;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        export::{
            job::{ExportJob, KIND},
            record::{Export, LIFE},
            store,
        },
        limits,
    };
    use kernel::{
        AppResult, Platform, Tx, UserId,
        database::document::to_document,
        jobs::{self, JobSpec},
        rate_limit, transaction,
        transaction::TxResult,
    };

    /// While one is being made, no second one is.
    pub async fn request(platform: &Platform, user: &UserId) -> AppResult<()> {
        rate_limit::attempt(platform, limits::EXPORT, user.as_str()).await?;
        transaction::run(platform.database(), |tx| {
            let (platform, user) = (platform.clone(), user.clone());
            Box::pin(async move { queue(tx, &platform, &user).await })
        })
        .await
    }

    async fn queue(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<()> {
        let earlier = store::of_user_in(tx, platform, user).await?;
        if earlier.is_some_and(|earlier| earlier.file.is_none()) {
            return Ok(());
        }
        let now = platform.now();
        let export = Export {
            user_id: user.clone(),
            requested_at: now,
            file: None,
            token_hash: None,
            expires_at: now.after(LIFE),
        };
        store::put(tx, platform, &export).await?;
        let spec = JobSpec {
            kind: KIND,
            key: format!("{KIND}:{user}:{}", now.millis()),
            workspace_id: None,
            payload: to_document(&ExportJob { user: user.clone() })?,
            run_at: now,
        };
        jobs::enqueue(tx, platform, spec).await
    }
}
