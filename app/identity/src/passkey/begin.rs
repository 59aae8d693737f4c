use kernel::AppResult;
use leptos::prelude::*;

/// What the browser asks a device to make a passkey of, as JSON.
#[server(prefix = "/api", endpoint = "identity/passkeys/begin")]
pub async fn begin_passkey() -> AppResult<String> {
    let person = kernel::SignedIn::confirmed().await?;
    let asked = begin(person.platform(), person.user()).await?;
    crate::cookies::keep_challenge(person.platform(), &asked.token);
    Ok(asked.options)
}

#[cfg(feature = "ssr")]
pub use act::begin;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        limits,
        passkey::{
            ask::Asked,
            challenge_record::{Purpose, keep},
            record::StoredPasskey,
            relying_party::{handle, relying_party},
            store,
        },
        user,
    };
    use kernel::{AppError, AppResult, Platform, UserId, rate_limit};
    use serde_json::Value;
    use webauthn_rs::prelude::{CreationChallengeResponse, CredentialID};

    /// The device is asked to keep the user's handle with the key, so that the passkey alone is
    /// enough to sign in, and not to make a second one.
    pub async fn begin(platform: &Platform, user: &UserId) -> AppResult<Asked> {
        rate_limit::attempt(platform, limits::PASSKEY, user.as_str()).await?;
        let person = user::store::of_id(platform, user).await?.ok_or(AppError::SignIn)?;
        let stored = store::of_user(platform, user).await?;
        if stored.len() >= store::MOST as usize {
            return Err(AppError::invalid(
                "",
                "There are 50 passkeys in your account. Remove one that you do not use.",
            ));
        }
        let known = stored.iter().map(credential_id).collect::<AppResult<Vec<CredentialID>>>()?;
        let (options, state) = relying_party(platform)?
            .start_passkey_registration(handle(user), person.email.as_str(), &person.name, Some(known))
            .map_err(AppError::internal)?;
        let token = keep(platform, Purpose::Register, Some(user), &state).await?;
        Asked::of(token, &keeping_the_handle(&options)?)
    }

    fn credential_id(stored: &StoredPasskey) -> AppResult<CredentialID> {
        Ok(stored.read()?.cred_id().clone())
    }

    /// The library leaves it to the device; `required` is what makes a passkey of a key (WebAuthn 3,
    /// 5.4.6).
    fn keeping_the_handle(options: &CreationChallengeResponse) -> AppResult<Value> {
        let mut options = serde_json::to_value(options).map_err(AppError::internal)?;
        let selection = &mut options["publicKey"]["authenticatorSelection"];
        selection["residentKey"] = "required".into();
        selection["requireResidentKey"] = true.into();
        Ok(options)
    }
}
