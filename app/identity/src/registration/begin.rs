use kernel::AppResult;
use leptos::prelude::*;

/// Asks for an account. The answer is the same for every address: look into your mail.
#[server(prefix = "/api", endpoint = "identity/registrations/begin")]
pub async fn begin_registration(
    #[server(default)] name: String,
    #[server(default)] email: String,
    #[server(default)] password: String,
    #[server(default)] return_to: String,
) -> AppResult<()> {
    let (platform, arrival) = crate::arrival::Arrival::of_request()?;
    let token = begin(&platform, pool(), &arrival, Wish { name, email, password, return_to }).await?;
    crate::cookies::keep_registration(&platform, &token);
    kernel::answer::go_to("/register/confirm");
    Ok(())
}

#[cfg(feature = "ssr")]
use crate::password::pool::pool;
#[cfg(feature = "ssr")]
pub use act::{Wish, begin};

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        arrival::Arrival,
        email::EmailAddress,
        limits,
        password::{self, pool::PasswordPool},
        profile,
        registration::{
            code, mail,
            record::{LIFE, Registration},
            store,
        },
        user,
    };
    use kernel::{
        AppResult, FieldError, Platform, Token, mail::Mail, mail::enqueue, rate_limit, return_path, transaction,
    };

    /// An account as it is asked for.
    pub struct Wish {
        pub name: String,
        pub email: String,
        pub password: String,
        pub return_to: String,
    }

    /// The token for the browser. Whether the address has an account decides only which of two
    /// mails is queued: one hash, one look, one registration and one mail are always made.
    pub async fn begin(platform: &Platform, pool: &PasswordPool, arrival: &Arrival, wish: Wish) -> AppResult<Token> {
        let (name, email) = check(&wish).await?;
        rate_limit::attempt(platform, limits::BEGIN, &arrival.network()).await?;
        rate_limit::attempt(platform, limits::MAIL_TO, &arrival.pair(&email)).await?;
        let password_hash = pool.hash(&wish.password, platform.random()).await?;
        let taken = user::store::of_email(platform, &email).await?.is_some();
        let (now, token, code) = (platform.now(), Token::generate(platform), code::generate(platform));
        let registration = Registration {
            token_hash: token.hash(),
            email,
            name,
            password_hash,
            code_hash: token.seal(&code),
            return_to: return_path::onward(&wish.return_to).map(str::to_owned),
            attempts: 0,
            resends: 0,
            created_at: now,
            expires_at: now.after(LIFE),
        };
        let mail = mail::owed(platform, &registration, &code, taken);
        write(platform, registration, mail).await?;
        Ok(token)
    }

    async fn write(platform: &Platform, registration: Registration, mail: Mail) -> AppResult<()> {
        transaction::run(platform.database(), |tx| {
            let (platform, registration, mail) = (platform.clone(), registration.clone(), mail.clone());
            Box::pin(async move {
                store::insert(tx, &platform, &registration).await?;
                enqueue(tx, &platform, &mail).await
            })
        })
        .await
    }

    async fn check(wish: &Wish) -> AppResult<(String, EmailAddress)> {
        let mut wrong = Vec::new();
        let name = wish.name.trim();
        wrong.extend(profile::name_problem(name).map(|words| FieldError::new("name", words)));
        let email = EmailAddress::parse(&wish.email).map_err(|words| wrong.push(FieldError::new("email", words)));
        let typed = email.as_ref().map_or(wish.email.as_str(), EmailAddress::as_str);
        if let Some(words) = password::judge::problem(&wish.password, typed, name).await? {
            wrong.push(FieldError::new("password", words));
        }
        match email {
            Ok(email) if wrong.is_empty() => Ok((name.to_owned(), email)),
            _ => Err(wrong.into()),
        }
    }
}
