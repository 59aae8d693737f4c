//! What an issuer says of itself (OpenID Connect Discovery 1.0), and its keys: asked for once an
//! hour, and anew when a key is not among them.

use super::{
    Failed,
    http::{Http, is_safe},
};
use kernel::Timestamp;
use openidconnect::{
    AdditionalProviderMetadata, IssuerUrl, ProviderMetadata,
    core::{
        CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
        CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType,
        CoreSubjectIdentifierType,
    },
};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};
use tokio::sync::Mutex;

/// How long what we know is good without asking.
const FRESH: Duration = Duration::from_secs(3_600);
/// How long it stands in for an issuer that does not answer.
const STALE: Duration = Duration::from_secs(24 * 3_600);
/// After a failure everybody is sent away for so long, instead of waiting one after the other.
const PAUSE: Duration = Duration::from_secs(3);

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Further {
    /// RFC 9207, 3: then a response without `iss` is not the issuer's.
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
    /// Initiating User Registration via OpenID Connect, 4.2.
    #[serde(default)]
    prompt_values_supported: Option<Vec<String>>,
}

impl AdditionalProviderMetadata for Further {}

pub type Metadata = ProviderMetadata<
    Further,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// What is known of the issuer.
pub struct Known {
    pub metadata: Metadata,
    asked_at: Timestamp,
}

impl Known {
    /// Whether the issuer says that it knows the prompt.
    pub fn knows_prompt(&self, prompt: &str) -> bool {
        self.metadata.additional_metadata().prompt_values_supported.iter().flatten().any(|known| known == prompt)
    }

    /// Whether the issuer itself sent the browser back, as far as it tells (RFC 9207, 2.4): another
    /// issuer's code must not reach this one's token endpoint.
    pub fn check_issuer_of_response(&self, named: Option<&str>) -> Result<(), Failed> {
        let told = self.metadata.additional_metadata().authorization_response_iss_parameter_supported;
        match named {
            Some(named) if named != self.metadata.issuer().as_str() => {
                Err(Failed::refused("the response names another issuer"))
            }
            None if told => Err(Failed::refused("the response does not name its issuer")),
            _ => Ok(()),
        }
    }
}

#[derive(Default)]
struct Memory {
    known: Option<Arc<Known>>,
    failed_at: Option<Timestamp>,
}

pub struct Discovery {
    issuer: IssuerUrl,
    allows_loopback: bool,
    memory: Mutex<Memory>,
}

impl Discovery {
    pub fn new(issuer: IssuerUrl, allows_loopback: bool) -> Self {
        Self { issuer, allows_loopback, memory: Mutex::default() }
    }

    pub fn issuer(&self) -> &str {
        self.issuer.as_str()
    }

    /// What is known, asked for where it is not fresh. One asks, the others wait for the answer.
    pub async fn known(&self, http: &Http, now: Timestamp) -> Result<Arc<Known>, Failed> {
        let mut memory = self.memory.lock().await;
        let age = |known: &Arc<Known>| now.since(known.asked_at);
        if let Some(known) = memory.known.as_ref().filter(|known| age(known) < FRESH) {
            return Ok(known.clone());
        }
        let stale = memory.known.clone().filter(|known| age(known) < STALE);
        if memory.failed_at.is_some_and(|at| now.since(at) < PAUSE) {
            return stale.ok_or_else(|| Failed::Away("it did not answer a moment ago".to_owned()));
        }
        match self.ask(http, now).await {
            Ok(known) => Ok(memory.keep(known)),
            Err(failed) => {
                memory.failed_at = Some(now);
                stale.ok_or(failed)
            }
        }
    }

    /// Asks, whatever is known.
    pub async fn renewed(&self, http: &Http, now: Timestamp) -> Result<Arc<Known>, Failed> {
        let known = self.ask(http, now).await?;
        Ok(self.memory.lock().await.keep(known))
    }

    async fn ask(&self, http: &Http, now: Timestamp) -> Result<Known, Failed> {
        let metadata = Metadata::discover_async(self.issuer.clone(), http).await;
        let metadata = metadata.map_err(|error| {
            let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}"));
            Failed::Away(format!("{error}{}", cause.unwrap_or_default()))
        })?;
        // The browser is sent there: not to where its address would be read on the way.
        match is_safe(metadata.authorization_endpoint().as_str(), self.allows_loopback) {
            true => Ok(Known { metadata, asked_at: now }),
            false => Err(Failed::Away("its authorization endpoint is no https address".to_owned())),
        }
    }
}

impl Memory {
    fn keep(&mut self, known: Known) -> Arc<Known> {
        let known = Arc::new(known);
        *self = Self { known: Some(known.clone()), failed_at: None };
        known
    }
}
