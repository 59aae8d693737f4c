//! Where people may sign in besides here.

use crate::adapters::oidc::is_safe;

/// An issuer of OpenID Connect that people may sign in at.
#[derive(Clone)]
pub struct OpenIdSettings {
    pub issuer: String,
    pub client_id: String,
    pub client_secret: String,
    pub label: String,
}

/// Without the secret.
impl std::fmt::Debug for OpenIdSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenIdSettings").field("issuer", &self.issuer).field("client_id", &self.client_id).finish()
    }
}

/// All three or none: half a configuration is a mistake.
pub fn read(
    get: &impl Fn(&str) -> Option<String>,
    is_production: bool,
    problems: &mut Vec<String>,
) -> Option<OpenIdSettings> {
    let names = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"];
    let [Some(issuer), Some(client_id), Some(client_secret)] = names.map(get) else {
        let missing: Vec<&str> = names.into_iter().filter(|name| get(name).is_none()).collect();
        if missing.len() < names.len() {
            problems.push(format!(
                "  {} is missing: signing in at an issuer needs all of {}",
                missing.join(", "),
                names.join(", ")
            ));
        }
        return None;
    };
    if !is_safe(&issuer, !is_production) {
        problems.push(format!("  OIDC_ISSUER is `{issuer}`: it starts with https://"));
    }
    Some(OpenIdSettings {
        issuer,
        client_id,
        client_secret,
        label: get("OIDC_LABEL").unwrap_or_else(|| "Google".into()),
    })
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, ConfigError};
    use std::collections::HashMap;

    fn config(pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let map: HashMap<&str, &str> = pairs.iter().copied().collect();
        Config::read(|name| map.get(name).map(|value| (*value).to_owned()))
    }

    #[test]
    fn half_an_issuer_is_a_mistake_and_a_plain_one_is_for_development() {
        let whole = [("OIDC_ISSUER", "http://localhost:9"), ("OIDC_CLIENT_ID", "a"), ("OIDC_CLIENT_SECRET", "b")];
        let settings = config(&whole).unwrap().open_id.unwrap();
        assert_eq!((settings.issuer.as_str(), settings.label.as_str()), ("http://localhost:9", "Google"));
        assert!(config(&[]).unwrap().open_id.is_none());
        let message = config(&whole[..1]).unwrap_err().to_string();
        assert!(message.contains("OIDC_CLIENT_ID") && message.contains("OIDC_CLIENT_SECRET"), "{message}");
        let message = config(&[&whole[..], &[("APP_ENV", "production")]].concat()).unwrap_err().to_string();
        assert!(message.contains("OIDC_ISSUER is `http://localhost:9`"), "{message}");
    }
}
