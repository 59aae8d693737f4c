//! An issuer that believes what the test says.

use async_trait::async_trait;
use kernel::{
    AppError, AppResult, Platform,
    ports::{OpenId, OpenIdCallback, OpenIdClaims, OpenIdFlow},
};
use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

pub const ISSUER: &str = "https://issuer.example";

/// Gives a code for a person, and the person for the code: once, and to the flow that it was for.
#[derive(Default)]
pub struct Issuer {
    codes: Mutex<BTreeMap<String, (OpenIdClaims, Option<OpenIdFlow>)>>,
    pub away: AtomicBool,
    /// Lets pass who is signed in there, whatever it is asked.
    pub heedless: AtomicBool,
}

impl Issuer {
    /// The person signs in at the issuer.
    pub fn code_for(&self, claims: OpenIdClaims) -> String {
        let mut codes = self.codes.lock().unwrap();
        let code = format!("code-{}", codes.len());
        codes.insert(code.clone(), (claims, None));
        code
    }
}

#[async_trait]
impl OpenId for Issuer {
    fn label(&self) -> &str {
        "Google"
    }

    fn issuer(&self) -> &str {
        ISSUER
    }

    async fn begin(&self, _: &Platform, flow: &OpenIdFlow) -> AppResult<String> {
        match self.away.load(Ordering::SeqCst) {
            true => Err(AppError::Unavailable),
            false => Ok(format!("{ISSUER}/authorize?state={}&nonce={}", flow.state, flow.nonce)),
        }
    }

    async fn finish(
        &self,
        platform: &Platform,
        flow: &OpenIdFlow,
        callback: &OpenIdCallback,
    ) -> AppResult<Option<OpenIdClaims>> {
        if self.away.load(Ordering::SeqCst) {
            return Err(AppError::Unavailable);
        }
        let mut codes = self.codes.lock().unwrap();
        let Some((claims, used)) = codes.get_mut(&callback.code) else { return Ok(None) };
        let is_first = used.is_none();
        *used = Some(flow.clone());
        let signs_in = flow.anew && !self.heedless.load(Ordering::SeqCst);
        let at = if signs_in { Some(platform.now()) } else { claims.signed_in_at };
        Ok(is_first.then(|| OpenIdClaims { signed_in_at: at, ..claims.clone() }))
    }
}

/// A person there, whose address the issuer knows to be theirs.
pub fn person(subject: &str, email: &str) -> OpenIdClaims {
    OpenIdClaims {
        issuer: ISSUER.to_owned(),
        subject: subject.to_owned(),
        email: Some(email.to_owned()),
        email_verified: true,
        name: Some("Ada Lovelace".to_owned()),
        signed_in_at: None,
    }
}
