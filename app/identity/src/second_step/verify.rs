use kernel::AppResult;
use leptos::prelude::*;

/// Signs in with a code of the app, a recovery code or a passkey, after the right password.
#[server(prefix = "/api", endpoint = "identity/second_step/verify")]
pub async fn verify_second_step(
    #[server(default)] code: String,
    #[server(default)] credential: String,
    #[server(default)] remember: String,
    #[server(default)] return_to: String,
) -> AppResult<()> {
    let (platform, arrival) = crate::arrival::Arrival::of_request()?;
    let shown = Shown { code, credential, remember: !remember.is_empty() };
    let opened = verify(&platform, crate::password::pool::pool(), &arrival, &shown).await?;
    crate::entry::Entry::In(opened).answer(&platform, &return_to);
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::{Shown, verify};

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        arrival::Arrival,
        entry::{Admission, Opened, open},
        limits,
        passkey::{challenge_record::Purpose, prove},
        password::pool::PasswordPool,
        second_factor,
        second_step::{
            record::{SecondStep, spent},
            store,
        },
        session::start::Proof,
        trusted_device::mark::known,
    };
    use kernel::{AppError, AppResult, Platform, Tx, UserId, rate_limit, transaction, transaction::TxResult};

    /// What somebody shows for the second step: one of the two.
    #[derive(Clone, Default)]
    pub struct Shown {
        pub code: String,
        /// A passkey's answer, as the browser gives it.
        pub credential: String,
        pub remember: bool,
    }

    /// Guesses of codes are counted by what the right password opened and by account, wherever they
    /// come from; a passkey can't be guessed, and gets in meanwhile.
    pub async fn verify(
        platform: &Platform,
        pool: &PasswordPool,
        arrival: &Arrival,
        shown: &Shown,
    ) -> AppResult<Opened> {
        let token = arrival.second_step.as_ref().ok_or_else(spent)?;
        let step = if shown.credential.is_empty() {
            if shown.code.trim().is_empty() {
                return Err(AppError::invalid("code", "Enter the code from your app, or a recovery code."));
            }
            let step = store::count_attempt(platform, token).await?.ok_or_else(spent)?;
            by_code(platform, pool, &step.user_id, &shown.code).await?;
            step
        } else {
            let step = store::find(platform, token).await?.ok_or_else(spent)?;
            prove::own(platform, arrival, Purpose::SecondStep, &step.user_id, &shown.credential).await?;
            step
        };
        let admission = Admission {
            known: known(platform, arrival, Some(&step.user_id)).await?,
            user: step.user_id.clone(),
            proof: Proof::TWO,
            remember: shown.remember,
        };
        transaction::run(platform.database(), |tx| {
            let (platform, arrival) = (platform.clone(), arrival.clone());
            let (step, admission) = (step.clone(), admission.clone());
            Box::pin(async move { settle(tx, &platform, &arrival, &step, &admission).await })
        })
        .await
    }

    async fn settle(
        tx: &mut Tx,
        platform: &Platform,
        arrival: &Arrival,
        step: &SecondStep,
        admission: &Admission,
    ) -> TxResult<Opened> {
        if !store::consume(tx, platform, step).await? {
            return Err(spent().into());
        }
        open(tx, platform, arrival, admission).await
    }

    /// Uses the code up.
    async fn by_code(platform: &Platform, pool: &PasswordPool, user: &UserId, typed: &str) -> AppResult<()> {
        for limit in [limits::SECOND_STEP, limits::SECOND_STEP_DAY] {
            rate_limit::attempt(platform, limit, user.as_str()).await?;
        }
        second_factor::spend(platform, pool, user, typed).await?.ok_or_else(wrong_code)?;
        for limit in [limits::SECOND_STEP, limits::SECOND_STEP_DAY] {
            rate_limit::forget(platform, limit, user.as_str()).await?;
        }
        Ok(())
    }

    fn wrong_code() -> AppError {
        AppError::invalid("code", "This code is not right, or it was used already. Wait for the next one of your app.")
    }
}
