use super::begin::absent;
use crate::{
    arrival::Arrival,
    openid::{record::Purpose, store},
};
use kernel::{AppError, AppResult, Platform, Token, ports::OpenIdFlow};

/// Where the browser goes.
#[derive(Debug, PartialEq, Eq)]
pub enum Leave {
    /// The issuer's address.
    To(String),
    /// This browser did not begin such a flow, or too long ago.
    Over,
    /// The issuer can't be reached.
    Away,
}

/// To the issuer, for the flow with this state.
pub async fn leave(platform: &Platform, arrival: &Arrival, state: &str) -> AppResult<Leave> {
    let issuer = platform.ports().open_id.as_ref().ok_or_else(absent)?;
    let (Some(browser), Some(state)) = (&arrival.openid, Token::parse(state)) else { return Ok(Leave::Over) };
    let Some(flow) = store::flow(platform, browser, &state).await? else { return Ok(Leave::Over) };
    match issuer.begin(platform, &secrets(browser, &state, &flow.purpose)).await {
        Ok(address) => Ok(Leave::To(address)),
        Err(AppError::Unavailable) => Ok(Leave::Away),
        Err(error) => Err(error),
    }
}

/// What ties the flow to the browser, from what only the browser has.
pub fn secrets(browser: &Token, state: &Token, purpose: &Purpose) -> OpenIdFlow {
    let sealed = |name: &str| browser.seal(&format!("{name} {}", state.as_str()));
    OpenIdFlow {
        state: state.as_str().to_owned(),
        nonce: sealed("nonce"),
        pkce_verifier: sealed("verifier"),
        anew: purpose.asks_anew(),
    }
}
