use kernel::AppResult;
use leptos::prelude::*;

/// Makes the account, with the code that was mailed, and signs in.
#[server(prefix = "/api", endpoint = "identity/registrations/confirm")]
pub async fn confirm_registration(#[server(default)] code: String) -> AppResult<()> {
    let (platform, arrival) = crate::arrival::Arrival::of_request()?;
    let confirmed = confirm(&platform, &arrival, &code).await?;
    crate::cookies::exchange_registration(&platform, &confirmed.opened);
    kernel::answer::go_to(&confirmed.go_to);
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::{Confirmed, confirm};

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        arrival::Arrival,
        entry::{Admission, Opened, open},
        limits,
        registration::{
            code,
            record::{Registration, spent},
            store,
        },
        session::start::Proof,
        user::{self, User},
    };
    use kernel::{AppError, AppResult, Platform, StoreError, Tx, rate_limit, transaction};
    use subtle::ConstantTimeEq as _;
    use transaction::{TxError, TxResult};

    /// A person who has just got their account.
    pub struct Confirmed {
        pub opened: Opened,
        pub go_to: String,
    }

    /// Of any number of callers with the right code, one gets the account.
    pub async fn confirm(platform: &Platform, arrival: &Arrival, typed: &str) -> AppResult<Confirmed> {
        rate_limit::attempt(platform, limits::CONFIRM, &arrival.network()).await?;
        let code = code::read(typed).ok_or_else(|| AppError::invalid("code", "Enter the 6 digits from our mail."))?;
        let token = arrival.registration.as_ref().ok_or_else(spent)?;
        let registration = store::count_attempt(platform, token).await?.ok_or_else(spent)?;
        let right: bool = token.seal(&code).as_bytes().ct_eq(registration.code_hash.as_bytes()).into();
        if !right {
            return Err(wrong_code());
        }
        let go_to = registration.return_to.clone().unwrap_or_else(|| "/workspaces/new".to_owned());
        let opened = transaction::run(platform.database(), |tx| {
            let (platform, arrival, registration) = (platform.clone(), arrival.clone(), registration.clone());
            Box::pin(async move { settle(tx, &platform, &arrival, registration).await })
        })
        .await?;
        Ok(Confirmed { opened, go_to })
    }

    async fn settle(tx: &mut Tx, platform: &Platform, arrival: &Arrival, of: Registration) -> TxResult<Opened> {
        if !store::consume(tx, platform, &of).await? {
            return Err(spent().into());
        }
        let mut user = User::new(platform, of.email, of.name, Some(of.password_hash));
        user.time_zone = arrival.time_zone.clone();
        match user::store::insert(tx, platform, &user).await {
            // Somebody with the same mailbox was first: no word about it to who is not them.
            Err(TxError::Store(StoreError::Duplicate(_))) => return Err(wrong_code().into()),
            other => other?,
        }
        let admission = Admission { user: user.id, proof: Proof::ONE, known: None, remember: false };
        open(tx, platform, arrival, &admission).await
    }

    fn wrong_code() -> AppError {
        AppError::invalid("code", "This is not the code from our newest mail. Look at it again.")
    }
}
