//! An issuer of OpenID Connect in this process, as honest as the test wants it.

use axum::{
    Form, Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use ring::{
    hmac,
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};
use tokio::net::TcpListener;

pub const CLIENT: &str = "mewayz";
pub const SECRET: &str = "what the client and the issuer know";
pub const ACCESS_TOKEN: &str = "an-access-token";

/// An id token before it is signed.
pub struct Draft {
    pub header: Value,
    pub claims: Value,
    pub signed_with: Hand,
}

/// Who signs.
pub enum Hand {
    /// The issuer, with the key that it shows.
    Issuer,
    /// Somebody, with a key of their own.
    Stranger,
    /// Somebody who knows the client's secret.
    SharedSecret,
    /// Nobody.
    Nobody,
}

pub type Mischief = fn(&mut Draft);

/// What the person agreed to at the issuer.
struct Grant {
    challenge: String,
    claims: Value,
    mischief: Mischief,
}

struct Inner {
    url: String,
    key: Mutex<(String, Arc<EcdsaKeyPair>)>,
    stranger: EcdsaKeyPair,
    grants: Mutex<BTreeMap<String, Grant>>,
    /// What the discovery document says besides what it must.
    extras: Mutex<Value>,
    /// How often each address was asked for.
    asked: Mutex<BTreeMap<&'static str, usize>>,
    token_endpoint: Mutex<Option<fn() -> Response>>,
}

#[derive(Clone)]
pub struct Issuer(Arc<Inner>);

impl Issuer {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = Self(Arc::new(Inner {
            url: format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port()),
            key: Mutex::new(("first".to_owned(), Arc::new(new_key()))),
            stranger: new_key(),
            grants: Mutex::default(),
            extras: Mutex::new(json!({})),
            asked: Mutex::default(),
            token_endpoint: Mutex::default(),
        }));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(issuer.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        issuer
    }

    pub fn url(&self) -> &str {
        &self.0.url
    }

    /// What names it to the server.
    pub fn settings(&self) -> [(&str, &str); 3] {
        [("OIDC_ISSUER", self.url()), ("OIDC_CLIENT_ID", CLIENT), ("OIDC_CLIENT_SECRET", SECRET)]
    }

    /// The discovery document says this as well.
    pub fn says(&self, name: &str, value: Value) {
        self.0.extras.lock().unwrap()[name] = value;
    }

    pub fn rotates_its_key(&self) {
        *self.0.key.lock().unwrap() = ("second".to_owned(), Arc::new(new_key()));
    }

    /// The token endpoint answers so, whatever is asked.
    pub fn answers_tokens_with(&self, answer: fn() -> Response) {
        *self.0.token_endpoint.lock().unwrap() = Some(answer);
    }

    pub fn times_asked(&self, address: &str) -> usize {
        self.0.asked.lock().unwrap().get(address).copied().unwrap_or_default()
    }

    /// The person agrees to what the client asked for with these parameters; the code.
    pub fn agree(&self, asked: &BTreeMap<String, String>, person: Value, now: i64, mischief: Mischief) -> String {
        let mut claims = json!({
            "iss": self.url(), "aud": CLIENT, "nonce": asked["nonce"],
            "iat": now, "exp": now + 300, "at_hash": half_hash(ACCESS_TOKEN),
        });
        // OpenID Connect Core, 3.1.2.1: who is asked for an age tells it.
        if asked.contains_key("max_age") {
            claims["auth_time"] = now.into();
        }
        claims.as_object_mut().unwrap().extend(person.as_object().unwrap().clone());
        let mut grants = self.0.grants.lock().unwrap();
        let code = format!("code-{}", grants.len());
        grants.insert(code.clone(), Grant { challenge: asked["code_challenge"].clone(), claims, mischief });
        code
    }

    fn note(&self, address: &'static str) {
        *self.0.asked.lock().unwrap().entry(address).or_default() += 1;
    }

    fn sign(&self, grant: &Grant) -> String {
        let (kid, key) = self.0.key.lock().unwrap().clone();
        let mut draft = Draft {
            header: json!({ "alg": "ES256", "typ": "JWT", "kid": kid }),
            claims: grant.claims.clone(),
            signed_with: Hand::Issuer,
        };
        (grant.mischief)(&mut draft);
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let text = format!("{}.{}", part(&draft.header), part(&draft.claims));
        let by = |key: &EcdsaKeyPair| key.sign(&SystemRandom::new(), text.as_bytes()).unwrap().as_ref().to_vec();
        let signature = match draft.signed_with {
            Hand::Issuer => by(&key),
            Hand::Stranger => by(&self.0.stranger),
            Hand::SharedSecret => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
                hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
            }
            Hand::Nobody => Vec::new(),
        };
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

fn new_key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).unwrap()
}

/// OpenID Connect Core, 3.1.3.6.
fn half_hash(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(text)[..16])
}

async fn discovery(State(issuer): State<Issuer>) -> Json<Value> {
    issuer.note("discovery");
    let url = issuer.url();
    let mut document = json!({
        "issuer": url,
        "authorization_endpoint": format!("{url}/authorize"),
        "token_endpoint": format!("{url}/token"),
        "jwks_uri": format!("{url}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
    });
    document.as_object_mut().unwrap().extend(issuer.0.extras.lock().unwrap().as_object().unwrap().clone());
    Json(document)
}

async fn keys(State(issuer): State<Issuer>) -> Json<Value> {
    issuer.note("keys");
    let (kid, key) = issuer.0.key.lock().unwrap().clone();
    let point = key.public_key().as_ref().to_vec();
    let [x, y] = [&point[1..33], &point[33..65]].map(|part| URL_SAFE_NO_PAD.encode(part));
    Json(json!({ "keys": [{ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": kid, "x": x, "y": y }] }))
}

/// Gives the tokens for a code: once, to the client, and to who has the verifier (RFC 7636, 4.6).
async fn token(
    State(issuer): State<Issuer>,
    headers: HeaderMap,
    Form(fields): Form<BTreeMap<String, String>>,
) -> Response {
    issuer.note("token");
    if let Some(answer) = *issuer.0.token_endpoint.lock().unwrap() {
        return answer();
    }
    let field = |name: &str| fields.get(name).map_or("", String::as_str);
    let secret: String = form_urlencoded::byte_serialize(SECRET.as_bytes()).collect();
    let basic = format!("Basic {}", STANDARD.encode(format!("{CLIENT}:{secret}")));
    let is_client = headers.get(header::AUTHORIZATION).is_some_and(|value| value == basic.as_str());
    let grant = issuer.0.grants.lock().unwrap().remove(field("code"));
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(field("code_verifier")));
    match grant {
        Some(grant) if is_client && grant.challenge == challenge => Json(json!({
            "access_token": ACCESS_TOKEN, "token_type": "Bearer", "expires_in": 300, "id_token": issuer.sign(&grant),
        }))
        .into_response(),
        _ => (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response(),
    }
}
