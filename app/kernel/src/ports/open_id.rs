//! Signing in at somebody else's (Google's, say) by OpenID Connect.

use crate::{AppResult, Platform, Timestamp};
use async_trait::async_trait;

/// Answered by an adapter, where the environment names an issuer.
#[async_trait]
pub trait OpenId: Send + Sync + 'static {
    /// Who it is, in one word for a button: `Google`.
    fn label(&self) -> &str;

    /// The issuer's identifier, which is a URL.
    fn issuer(&self) -> &str;

    /// Where the browser goes to sign in there. Fails with `Unavailable` while the issuer can't be
    /// reached.
    async fn begin(&self, platform: &Platform, flow: &OpenIdFlow) -> AppResult<String>;

    /// Who has signed in there; nobody when what came back can't be believed, the reason of which
    /// is in the log. Fails with `Unavailable` while the issuer can't be reached.
    async fn finish(
        &self,
        platform: &Platform,
        flow: &OpenIdFlow,
        callback: &OpenIdCallback,
    ) -> AppResult<Option<OpenIdClaims>>;
}

/// What ties one journey to the issuer and back to the browser that began it. Each is
/// unpredictable, and known to nobody before the flow began.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenIdFlow {
    /// Comes back with the browser (RFC 6749, 10.12).
    pub state: String,
    /// Comes back inside of the id token (OpenID Connect Core, 15.5.2).
    pub nonce: String,
    /// Told to the issuer only when the code is exchanged (RFC 7636).
    pub pkce_verifier: String,
    /// Whether the person has to sign in there anew, also where they are signed in.
    pub anew: bool,
}

/// What the issuer sent the browser back with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenIdCallback {
    pub code: String,
    /// Who says so, where the issuer tells (RFC 9207).
    pub issuer: Option<String>,
}

/// What the issuer says of a person, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenIdClaims {
    pub issuer: String,
    /// The issuer's own name for the person, which never changes hands; an address may.
    pub subject: String,
    pub email: Option<String>,
    /// Whether the issuer knows that mail to `email` reaches the person.
    pub email_verified: bool,
    pub name: Option<String>,
    /// When they signed in there, where the issuer tells. It has to where it was asked for that anew
    /// (OpenID Connect Core, 3.1.2.1, `max_age`).
    pub signed_in_at: Option<Timestamp>,
}
