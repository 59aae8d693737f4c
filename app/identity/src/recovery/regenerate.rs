use super::FreshCodes;
use kernel::AppResult;
use leptos::prelude::*;

/// Makes ten new recovery codes; the old ones are worth nothing from now on.
#[server(prefix = "/api", endpoint = "identity/recovery/regenerate")]
pub async fn regenerate_codes() -> AppResult<FreshCodes> {
    let person = kernel::SignedIn::confirmed().await?;
    regenerate(person.platform(), crate::password::pool::pool(), person.user()).await
}

#[cfg(feature = "ssr")]
pub use act::regenerate;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        limits,
        password::pool::PasswordPool,
        recovery::{
            FreshCodes,
            record::{RecoveryCodes, make},
            store,
        },
        second_factor,
    };
    use kernel::{AppError, AppResult, Platform, Tx, UserId, rate_limit, transaction, transaction::TxResult};

    pub async fn regenerate(platform: &Platform, pool: &PasswordPool, user: &UserId) -> AppResult<FreshCodes> {
        rate_limit::attempt(platform, limits::ENROL, user.as_str()).await?;
        if !second_factor::has(platform, user).await? {
            return Err(AppError::invalid("", "Set up two-step sign-in first: recovery codes stand in for it."));
        }
        let (fresh, kept) = make(platform, pool, user).await?;
        transaction::run(platform.database(), |tx| {
            let (platform, kept) = (platform.clone(), kept.clone());
            Box::pin(async move { settle(tx, &platform, &kept).await })
        })
        .await?;
        Ok(fresh)
    }

    async fn settle(tx: &mut Tx, platform: &Platform, kept: &RecoveryCodes) -> TxResult<()> {
        store::put(tx, platform, kept).await
    }
}
