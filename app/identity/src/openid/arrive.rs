//! A browser comes back from the issuer. The address is asked for with GET, as the protocol has it,
//! and changes something all the same: only in the browser that began the flow, and once.

use super::{begin::absent, leave::secrets, record::Flow, settle, store};
use crate::{arrival::Arrival, entry::Entry, limits};
use kernel::{
    AppError, AppResult, Platform, StoreError, Token,
    ports::{ActiveSession, OpenIdCallback},
    rate_limit,
};

/// What the address says that the issuer sent the browser back to (RFC 6749, 4.1.2; RFC 9207).
#[derive(Debug, Clone, Default)]
pub struct Returned {
    pub state: String,
    pub code: String,
    /// Why there is no code.
    pub error: String,
    pub issuer: Option<String>,
}

/// What came of it.
pub enum Arrived {
    /// The person is in, or as far in as one proof takes them.
    In {
        entry: Entry,
        go_to: String,
    },
    Linked,
    /// The session's owner has shown who they are: it goes on under a new token.
    Confirmed {
        token: Token,
        go_to: String,
    },
    /// This browser began no such flow, it was used, or it took too long.
    Over,
    /// The issuer can't be reached.
    Away,
    /// The person said no to the issuer.
    Cancelled,
    /// What came back can't be believed; why is in the log.
    Refused,
    /// The issuer does not know whether the address is the person's.
    Unverified,
    /// The address has an account: its owner links the two from inside.
    HasAccount,
    /// Somebody there is linked to somebody else here.
    Taken,
    /// The account is linked to somebody else there.
    LinkedAlready,
    /// They are who was asked for, and the issuer does not say that they signed in there just now.
    NotAnew,
    /// The flow was begun by who is signed in, and they no longer are, or are not who was asked for.
    SomebodyElse,
}

pub async fn arrive(
    platform: &Platform,
    arrival: &Arrival,
    session: Option<&ActiveSession>,
    returned: &Returned,
) -> AppResult<Arrived> {
    let issuer = platform.ports().open_id.as_ref().ok_or_else(absent)?;
    rate_limit::attempt(platform, limits::OPENID_RETURN, &arrival.network()).await?;
    let (Some(browser), Some(state)) = (&arrival.openid, Token::parse(&returned.state)) else {
        return Ok(over("without a flow"));
    };
    let Some(flow) = flow(platform, browser, &state, issuer.issuer()).await? else {
        return Ok(over("with a flow that is none of this browser's"));
    };
    if returned.code.is_empty() {
        return Ok(without_code(&returned.error));
    }
    let callback = OpenIdCallback { code: returned.code.clone(), issuer: returned.issuer.clone() };
    match issuer.finish(platform, &secrets(browser, &state, &flow.purpose), &callback).await {
        Ok(Some(claims)) => settle::settle(platform, arrival, session, flow, claims).await,
        Ok(None) => Ok(Arrived::Refused),
        Err(AppError::Unavailable) => Ok(Arrived::Away),
        Err(error) => Err(error),
    }
}

/// A flow that was begun with another issuer, before the configuration changed, is none.
async fn flow(platform: &Platform, browser: &Token, state: &Token, issuer: &str) -> Result<Option<Flow>, StoreError> {
    let flow = store::take_flow(platform, browser, state).await?;
    Ok(flow.filter(|flow| flow.issuer == issuer))
}

fn over(how: &str) -> Arrived {
    tracing::info!(how, "a browser came back from an issuer");
    Arrived::Over
}

fn without_code(error: &str) -> Arrived {
    if error == "access_denied" {
        return Arrived::Cancelled;
    }
    let error: String = error.chars().filter(char::is_ascii_graphic).take(64).collect();
    tracing::warn!(error, "an issuer sent a browser back without a code");
    Arrived::Refused
}
