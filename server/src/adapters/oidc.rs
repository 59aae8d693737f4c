//! An issuer to sign in at, by OpenID Connect Core 1.0 with the authorization code flow, PKCE and a
//! client secret. By the crate openidconnect, and stricter where the crate leaves it to us.

mod discovery;
mod http;
mod id_token;

pub use self::http::is_safe;

use self::{
    discovery::{Discovery, Known},
    http::Http,
    id_token::Extra,
};
use crate::{Failure, config::OpenIdSettings};
use async_trait::async_trait;
use kernel::{
    AppError, AppResult, Platform, Timestamp,
    ports::{OpenId, OpenIdCallback, OpenIdClaims, OpenIdFlow},
};
use openidconnect::{
    AuthType, AuthenticationFlow, AuthorizationCode, Client, ClientId, ClientSecret, CsrfToken, EmptyExtraTokenFields,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenFields, IssuerUrl, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, StandardErrorResponse, StandardTokenResponse,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreClientAuthMethod, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
        CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreResponseType, CoreRevocableToken,
        CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
    },
};
use std::time::Duration;

/// Where the issuer sends the browser back to.
pub const CALLBACK: &str = "/auth/callback";
/// How long a person waits for an issuer that may hang.
const PATIENCE: Duration = Duration::from_secs(9);

type TokenFields = IdTokenFields<
    Extra,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type Tokens = StandardTokenResponse<TokenFields, CoreTokenType>;
type IssuerClient = Client<
    Extra,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Why nobody came of it.
#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error("the issuer can't be reached: {0}")]
    Away(String),
    /// What the issuer, or somebody in its place, said.
    #[error("{0}")]
    Refused(String),
}

impl Failed {
    fn refused(cause: impl std::fmt::Display) -> Self {
        Self::Refused(cause.to_string())
    }
}

pub struct Oidc {
    label: String,
    client_id: ClientId,
    client_secret: ClientSecret,
    redirect: RedirectUrl,
    discovery: Discovery,
    http: Http,
}

impl Oidc {
    /// An issuer that `settings` name, for people who reach us at `public_url`.
    pub fn new(settings: &OpenIdSettings, public_url: &str, is_production: bool) -> Result<Self, Failure> {
        let issuer = IssuerUrl::new(settings.issuer.clone())?;
        Ok(Self {
            label: settings.label.clone(),
            client_id: ClientId::new(settings.client_id.clone()),
            client_secret: ClientSecret::new(settings.client_secret.clone()),
            redirect: RedirectUrl::new(format!("{public_url}{CALLBACK}"))?,
            discovery: Discovery::new(issuer, !is_production),
            http: Http::new(!is_production)?,
        })
    }

    fn client(&self, known: &Known) -> IssuerClient {
        let metadata = known.metadata.clone();
        let methods = metadata.token_endpoint_auth_methods_supported();
        // Basic is what an issuer that does not tell has (OpenID Connect Discovery, 3).
        let basic = methods.is_none_or(|methods| methods.contains(&CoreClientAuthMethod::ClientSecretBasic));
        let auth_type = if basic { AuthType::BasicAuth } else { AuthType::RequestBody };
        Client::from_provider_metadata(metadata, self.client_id.clone(), Some(self.client_secret.clone()))
            .set_redirect_uri(self.redirect.clone())
            .set_auth_type(auth_type)
    }

    async fn address(&self, platform: &Platform, flow: &OpenIdFlow) -> Result<String, Failed> {
        let known = self.discovery.known(&self.http, platform.now()).await?;
        let (state, nonce) = (flow.state.clone(), flow.nonce.clone());
        let verifier = PkceCodeVerifier::new(flow.pkce_verifier.clone());
        let client = self.client(&known);
        let mut request = client
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                move || CsrfToken::new(state.clone()),
                move || Nonce::new(nonce.clone()),
            )
            .add_scope(Scope::new("email".to_owned()))
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        if flow.anew {
            // The same as `prompt=login` (OpenID Connect Core, 3.1.2.1), and the id token says when. A
            // prompt goes along where the issuer knows it: Google shows an error for one that it does not.
            request = request.set_max_age(Duration::ZERO);
            if known.knows_prompt("login") {
                request = request.add_prompt(CoreAuthPrompt::Login);
            }
        }
        Ok(request.url().0.to_string())
    }

    async fn person(
        &self,
        platform: &Platform,
        flow: &OpenIdFlow,
        callback: &OpenIdCallback,
    ) -> Result<OpenIdClaims, Failed> {
        let now = platform.now();
        let known = self.discovery.known(&self.http, now).await?;
        known.check_issuer_of_response(callback.issuer.as_deref())?;
        let tokens = self.exchange(&known, flow, callback).await?;
        match id_token::read(&tokens, &known, &self.client_id, &flow.nonce, now) {
            Err(id_token::Unreadable::UnknownKey) => self.reread(&tokens, flow, now).await,
            Err(id_token::Unreadable::Refused(cause)) => Err(Failed::Refused(cause)),
            Ok(claims) => Ok(claims),
        }
    }

    /// The issuer may have changed its keys since we asked for them: once more with the new ones.
    async fn reread(&self, tokens: &Tokens, flow: &OpenIdFlow, now: Timestamp) -> Result<OpenIdClaims, Failed> {
        let known = self.discovery.renewed(&self.http, now).await?;
        id_token::read(tokens, &known, &self.client_id, &flow.nonce, now).map_err(Failed::refused)
    }

    async fn exchange(&self, known: &Known, flow: &OpenIdFlow, callback: &OpenIdCallback) -> Result<Tokens, Failed> {
        let client = self.client(known);
        let request = client.exchange_code(AuthorizationCode::new(callback.code.clone()));
        let request =
            request.map_err(Failed::refused)?.set_pkce_verifier(PkceCodeVerifier::new(flow.pkce_verifier.clone()));
        request.request_async(&self.http).await.map_err(|error| match error {
            RequestTokenError::Request(cause) => Failed::Away(cause.to_string()),
            other => Failed::Refused(format!("the code was not exchanged: {other}")),
        })
    }
}

#[async_trait]
impl OpenId for Oidc {
    fn label(&self) -> &str {
        &self.label
    }

    fn issuer(&self) -> &str {
        self.discovery.issuer()
    }

    async fn begin(&self, platform: &Platform, flow: &OpenIdFlow) -> AppResult<String> {
        in_time(self.address(platform, flow)).await.map_err(|failed| {
            tracing::warn!(issuer = self.issuer(), %failed, "a sign-in could not begin");
            AppError::Unavailable
        })
    }

    async fn finish(
        &self,
        platform: &Platform,
        flow: &OpenIdFlow,
        callback: &OpenIdCallback,
    ) -> AppResult<Option<OpenIdClaims>> {
        match in_time(self.person(platform, flow, callback)).await {
            Ok(claims) => Ok(Some(claims)),
            Err(failed) => {
                tracing::warn!(issuer = self.issuer(), %failed, "a sign-in was refused");
                if let Failed::Away(_) = failed { Err(AppError::Unavailable) } else { Ok(None) }
            }
        }
    }
}

async fn in_time<T>(work: impl Future<Output = Result<T, Failed>>) -> Result<T, Failed> {
    let slow = |_| Failed::Away(format!("no answer within {} s", PATIENCE.as_secs()));
    tokio::time::timeout(PATIENCE, work).await.map_err(slow)?
}
