use super::SignInMethods;
use kernel::AppResult;
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// How one may sign in.
#[server(prefix = "/api", endpoint = "identity/sign_in_methods/list", input = GetUrl)]
pub async fn list_sign_in_methods() -> AppResult<SignInMethods> {
    let person = kernel::SignedIn::require().await?;
    list(person.platform(), person.user()).await
}

#[cfg(feature = "ssr")]
pub use act::list;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        openid,
        sign_in_methods::{OpenIdMethod, SignInMethods},
        user,
    };
    use kernel::{AppError, AppResult, Platform, UserId, ports::OpenId};

    pub async fn list(platform: &Platform, id: &UserId) -> AppResult<SignInMethods> {
        let user = user::store::of_id(platform, id).await?.ok_or(AppError::SignIn)?;
        let openid = match &platform.ports().open_id {
            Some(issuer) => Some(at(platform, id, issuer.as_ref()).await?),
            None => None,
        };
        Ok(SignInMethods { password: user.password_hash.is_some(), openid })
    }

    async fn at(platform: &Platform, user: &UserId, issuer: &dyn OpenId) -> AppResult<OpenIdMethod> {
        let identity = openid::store::of_user(platform, user, issuer.issuer()).await?;
        let linked = identity.map(|identity| identity.email.to_string());
        Ok(OpenIdMethod { label: issuer.label().to_owned(), linked })
    }
}
