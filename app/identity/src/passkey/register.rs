use crate::recovery::FreshCodes;
use kernel::AppResult;
use leptos::prelude::*;

/// Adds the passkey that a device has made. Gives the recovery codes, if these are the first. The
/// session's token is a new one afterwards.
#[server(prefix = "/api", endpoint = "identity/passkeys/register")]
pub async fn register_passkey(
    #[server(default)] name: String,
    #[server(default)] credential: String,
) -> AppResult<Option<FreshCodes>> {
    let person = kernel::SignedIn::confirmed().await?;
    let (_, arrival) = crate::arrival::Arrival::of_request()?;
    let added = register(person.platform(), &arrival, person.session(), &name, &credential).await?;
    crate::cookies::keep_session(person.platform(), &added.session);
    Ok(added.codes)
}

#[cfg(feature = "ssr")]
pub use act::register;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        arrival::Arrival,
        notice::{self, Notice},
        passkey::{
            self, PasskeyId,
            challenge_record::{Purpose, take},
            record::StoredPasskey,
            relying_party::relying_party,
            store,
        },
        password::pool::pool,
        second_factor::{Added, add},
        user,
    };
    use kernel::{
        AppError, AppResult, Platform, StoreError, Tx,
        ports::ActiveSession,
        transaction::{TxError, TxResult},
    };
    use webauthn_rs::prelude::{Passkey, PasskeyRegistration, RegisterPublicKeyCredential};

    pub async fn register(
        platform: &Platform,
        arrival: &Arrival,
        session: &ActiveSession,
        name: &str,
        credential: &str,
    ) -> AppResult<Added> {
        let name = passkey::name(name).map_err(|words| AppError::invalid("name", words))?;
        let state: PasskeyRegistration =
            take(platform, arrival.challenge.as_ref(), Purpose::Register, Some(&session.user)).await?;
        let answer: RegisterPublicKeyCredential = serde_json::from_str(credential).map_err(|_| refused())?;
        let made = relying_party(platform)?.finish_passkey_registration(&answer, &state).map_err(|_| refused())?;
        let stored = stored(platform, session, name, &made)?;
        add(platform, pool(), session, move |tx, platform| {
            let stored = stored.clone();
            Box::pin(async move { put(tx, &platform, &stored).await })
        })
        .await
    }

    fn stored(platform: &Platform, session: &ActiveSession, name: String, made: &Passkey) -> AppResult<StoredPasskey> {
        let now = platform.now();
        Ok(StoredPasskey {
            id: PasskeyId::generate(now, platform.random()),
            user_id: session.user.clone(),
            credential_id: hex::encode(made.cred_id()),
            credential: serde_json::to_string(made).map_err(AppError::internal)?,
            counter: 0,
            name,
            created_at: now,
            last_used_at: None,
        })
    }

    /// A credential is one account's (WebAuthn 3, 7.1, step 26).
    async fn put(tx: &mut Tx, platform: &Platform, stored: &StoredPasskey) -> TxResult<()> {
        match store::insert(tx, platform, stored).await {
            Err(TxError::Store(StoreError::Duplicate(_))) => return Err(refused().into()),
            other => other?,
        }
        let person = user::store::of_id_in(tx, platform, &stored.user_id).await?.ok_or(AppError::SignIn)?;
        notice::enqueue(tx, platform, &person, Notice::PasskeyAdded).await
    }

    fn refused() -> AppError {
        AppError::invalid("", "This passkey could not be added. Try it once more, or use another device.")
    }
}
