//! What an id token must be to be believed (OpenID Connect Core, 3.1.3.7).

use super::{Tokens, discovery::Known};
use chrono::{DateTime, TimeDelta, Utc};
use kernel::{Timestamp, ports::OpenIdClaims};
use openidconnect::{
    AccessTokenHash, AdditionalClaims, ClaimsVerificationError, ClientId, IdToken, IdTokenClaims, IdTokenVerifier,
    Nonce, OAuth2TokenResponse as _, SignatureVerificationError, TokenResponse as _,
    core::{
        CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm::{self, EcdsaP256Sha256, EdDsa, RsaSsaPkcs1V15Sha256, RsaSsaPssSha256},
    },
};
use serde::{Deserialize, Serialize};

/// Clocks differ by so much.
const LEEWAY: TimeDelta = TimeDelta::seconds(60);
/// A token is used right after it was made.
const OLDEST: TimeDelta = TimeDelta::minutes(10);
/// Signatures that only the issuer can make: with a shared secret we could make them ourselves, and
/// so could whoever learns it.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 4] = [RsaSsaPkcs1V15Sha256, RsaSsaPssSha256, EcdsaP256Sha256, EdDsa];
/// OpenID Connect Core, 2: at most 255 ASCII characters.
const LONGEST_SUBJECT: usize = 255;

/// Claims that the crate does not read.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Extra {
    /// Seconds since 1970 (RFC 7519, 4.1.5).
    nbf: Option<f64>,
}

impl AdditionalClaims for Extra {}

type Token = IdToken<Extra, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;
type Claims = IdTokenClaims<Extra, CoreGenderClaim>;
type Verifier<'v> = IdTokenVerifier<'v, CoreJsonWebKey>;

/// Why a token says nothing.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// It may be signed with a key that is newer than what we know.
    #[error("the id token's key is not one of the issuer's")]
    UnknownKey,
    #[error("{0}")]
    Refused(String),
}

impl Unreadable {
    fn because(cause: impl std::fmt::Display) -> Self {
        Self::Refused(format!("the id token is refused: {cause}"))
    }
}

/// Who the tokens are about, if they are the issuer's, for us, and the answer to what we asked.
pub fn read(
    tokens: &Tokens,
    known: &Known,
    client_id: &ClientId,
    nonce: &str,
    now: Timestamp,
) -> Result<OpenIdClaims, Unreadable> {
    let token = tokens.id_token().ok_or_else(|| Unreadable::because("there is none"))?;
    let now = DateTime::<Utc>::from_timestamp_millis(now.millis()).unwrap_or_default();
    let verifier = verifier(known, client_id, now);
    let claims = token.claims(&verifier, &Nonce::new(nonce.to_owned())).map_err(|error| match error {
        ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey) => {
            Unreadable::UnknownKey
        }
        ClaimsVerificationError::SignatureVerification(cause) => Unreadable::because(cause),
        other => Unreadable::because(other),
    })?;
    check_party(claims, client_id)?;
    check_begin(claims, now)?;
    check_access_token(token, tokens, claims, &verifier)?;
    person(claims)
}

fn verifier<'v>(known: &Known, client_id: &ClientId, now: DateTime<Utc>) -> Verifier<'v> {
    let metadata = &known.metadata;
    IdTokenVerifier::new_public_client(client_id.clone(), metadata.issuer().clone(), metadata.jwks().clone())
        .set_allowed_algs(ALGORITHMS)
        .set_time_fn(move || now - LEEWAY)
        .set_issue_time_verifier_fn(move |issued| {
            let fits = issued <= now + LEEWAY && issued >= now - OLDEST - LEEWAY;
            if fits { Ok(()) } else { Err(format!("issued at {issued}, and it is {now}")) }
        })
        // With other audiences beside us the token has to name us as the one it was made for.
        .set_other_audience_verifier_fn(|_| true)
}

/// OpenID Connect Core, 3.1.3.7, 4 and 5.
fn check_party(claims: &Claims, client_id: &ClientId) -> Result<(), Unreadable> {
    match claims.authorized_party() {
        Some(party) if party != client_id => Err(Unreadable::because("it was made for another client")),
        None if claims.audiences().len() > 1 => Err(Unreadable::because("it has other audiences and names no party")),
        _ => Ok(()),
    }
}

fn check_begin(claims: &Claims, now: DateTime<Utc>) -> Result<(), Unreadable> {
    let latest = (now + LEEWAY).timestamp() as f64;
    match claims.additional_claims().nbf {
        Some(begin) if begin > latest => Err(Unreadable::because("it is not valid yet")),
        _ => Ok(()),
    }
}

/// OpenID Connect Core, 3.1.3.8: the access token beside it was made with it.
fn check_access_token(
    token: &Token,
    tokens: &Tokens,
    claims: &Claims,
    verifier: &Verifier<'_>,
) -> Result<(), Unreadable> {
    let Some(told) = claims.access_token_hash() else { return Ok(()) };
    let algorithm = token.signing_alg().map_err(Unreadable::because)?;
    let key = token.signing_key(verifier).map_err(Unreadable::because)?;
    let hash = AccessTokenHash::from_token(tokens.access_token(), algorithm, key).map_err(Unreadable::because)?;
    if hash == *told { Ok(()) } else { Err(Unreadable::because("it belongs to another access token")) }
}

fn person(claims: &Claims) -> Result<OpenIdClaims, Unreadable> {
    let subject = claims.subject().as_str();
    if subject.is_empty() || subject.len() > LONGEST_SUBJECT || !subject.is_ascii() {
        return Err(Unreadable::because("its subject is not a name"));
    }
    let name = claims.name().and_then(|names| names.get(None));
    Ok(OpenIdClaims {
        issuer: claims.issuer().as_str().to_owned(),
        subject: subject.to_owned(),
        email: claims.email().map(|email| email.as_str().to_owned()),
        email_verified: claims.email_verified().unwrap_or(false),
        name: name.map(|name| name.as_str().to_owned()),
        signed_in_at: claims.auth_time().map(|at| Timestamp::from_millis(at.timestamp_millis())),
    })
}
