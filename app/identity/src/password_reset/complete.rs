use kernel::AppResult;
use leptos::prelude::*;

/// Sets the password with the link's token. Every device is signed out, this one too: getting in
/// takes the second step, where the account has one. This one is known from now on.
#[server(prefix = "/api", endpoint = "identity/password_resets/complete")]
pub async fn complete_password_reset(
    #[server(default)] token: String,
    #[server(default)] password: String,
) -> AppResult<()> {
    let (platform, arrival) = crate::arrival::Arrival::of_request()?;
    let device = complete(&platform, crate::password::pool::pool(), &arrival, &token, &password).await?;
    crate::cookies::drop_session_of_known(&platform, device.as_ref());
    kernel::answer::go_to("/sign-in?done=password");
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::complete;

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        arrival::Arrival,
        limits,
        password::{
            change::{forget_guesses, settle},
            judge::problem,
            pool::PasswordPool,
        },
        password_reset::{record::spent, store},
        session,
        user::{self, User},
    };
    use kernel::{AppError, AppResult, Platform, Token, Tx, rate_limit, transaction, transaction::TxResult};

    /// Of any number of callers with the token, one sets the password; what their browser is known by
    /// from now on. One that is too weak costs nobody the token.
    pub async fn complete(
        platform: &Platform,
        pool: &PasswordPool,
        arrival: &Arrival,
        token: &str,
        password: &str,
    ) -> AppResult<Option<Token>> {
        rate_limit::attempt(platform, limits::LINK, &arrival.network()).await?;
        let token = Token::parse(token).ok_or_else(spent)?;
        let user = owner(platform, &token).await?;
        if let Some(words) = problem(password, user.email.as_str(), &user.name).await? {
            return Err(AppError::invalid("password", words));
        }
        let phc = pool.hash(password, platform.random()).await?;
        forget_guesses(platform, arrival, &user.email).await?;
        transaction::run(platform.database(), |tx| {
            let (platform, arrival, token) = (platform.clone(), arrival.clone(), token.clone());
            let (user, phc) = (user.clone(), phc.clone());
            Box::pin(async move { finish(tx, &platform, &arrival, &token, &user, &phc).await })
        })
        .await
    }

    async fn owner(platform: &Platform, token: &Token) -> AppResult<User> {
        let reset = store::find(platform, token).await?.ok_or_else(spent)?;
        let user = reset.user_id.ok_or_else(spent)?;
        user::store::of_id(platform, &user).await?.ok_or_else(spent)
    }

    async fn finish(
        tx: &mut Tx,
        platform: &Platform,
        arrival: &Arrival,
        token: &Token,
        user: &User,
        phc: &str,
    ) -> TxResult<Option<Token>> {
        if !store::consume(tx, platform, token).await? {
            return Err(spent().into());
        }
        session::store::end_all_in(tx, platform, &user.id).await?;
        settle(tx, platform, arrival, user, phc).await
    }
}
