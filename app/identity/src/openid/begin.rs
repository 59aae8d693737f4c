use kernel::AppResult;
use leptos::prelude::*;

/// Begins to sign in at the issuer.
#[server(prefix = "/api", endpoint = "identity/openid/begin")]
pub async fn begin_openid(#[server(default)] return_to: String) -> AppResult<()> {
    let (platform, arrival) = crate::arrival::Arrival::of_request()?;
    let begun = begin(&platform, &arrival, crate::openid::record::Purpose::SignIn, &return_to).await?;
    crate::cookies::keep_openid(&platform, &begun.browser);
    kernel::answer::go_to(&begun.go_to());
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::{Begun, absent, begin};

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        arrival::Arrival,
        limits,
        openid::{
            Leaving,
            record::{Flow, LIFE, Purpose},
            store,
        },
    };
    use kernel::{AppError, AppResult, Platform, Token, rate_limit, return_path};

    /// A flow that has begun.
    pub struct Begun {
        /// For the browser's cookie.
        pub browser: Token,
        pub state: Token,
    }

    impl Begun {
        /// The page from which the browser leaves. A form may lead to our own addresses only
        /// (`form-action`, and browsers hold redirects to it): so it is not a redirect.
        pub fn go_to(&self) -> String {
            format!("/auth/continue?flow={}", self.state.as_str())
        }

        pub fn leaving(&self) -> Leaving {
            Leaving { path: self.go_to() }
        }
    }

    /// A flow of this browser's. Two tabs share the cookie, and each has a state of its own.
    pub async fn begin(platform: &Platform, arrival: &Arrival, purpose: Purpose, return_to: &str) -> AppResult<Begun> {
        let issuer = platform.ports().open_id.as_ref().ok_or_else(absent)?;
        rate_limit::attempt(platform, limits::OPENID, &arrival.network()).await?;
        let browser = arrival.openid.clone().unwrap_or_else(|| Token::generate(platform));
        let state = Token::generate(platform);
        let flow = Flow {
            state_hash: state.hash(),
            browser_hash: browser.hash(),
            issuer: issuer.issuer().to_owned(),
            purpose,
            return_to: return_path::onward(return_to).map(str::to_owned),
            expires_at: platform.now().after(LIFE),
        };
        store::insert_flow(platform, &flow).await?;
        Ok(Begun { browser, state })
    }

    /// Where no issuer is configured there is no button; somebody called all the same.
    pub fn absent() -> AppError {
        AppError::invalid("", "Signing in at another provider is not set up here. Use your password or a passkey.")
    }
}
