//! The configuration: environment variables and nothing else. No variable has a hidden
//! fallback that reaches a database or a mail server.

mod open_id;
mod sealing;

pub use open_id::OpenIdSettings;

use kernel::sealing::SealingKey;
use std::{net::SocketAddr, path::PathBuf};

/// One variable, for `--help`, `.env.example` and the test that compares them.
pub struct Variable {
    pub name: &'static str,
    pub help: &'static str,
    /// Whether production refuses to start without it.
    pub required_in_production: bool,
}

/// Every variable that is read.
pub const VARIABLES: &[Variable] = &[
    variable("APP_ENV", "development (the default) or production", false),
    variable(
        "MONGODB_URI",
        "where the data is: a MongoDB replica set. There is no fallback; bin/run sets it to the one that it starts",
        true,
    ),
    variable("MONGODB_DATABASE", "the database's name where the URI names none; default mewayz", false),
    variable("PUBLIC_URL", "where people reach us, https://… in production; default http://localhost:3000", true),
    variable("LISTEN_ADDR", "the address to listen on; default 127.0.0.1:3000", false),
    variable("METRICS_ADDR", "where /metrics is served for Prometheus; off by default", false),
    variable("SITE_ROOT", "the folder of built assets; default target/site", false),
    variable(
        "SMTP_URL",
        "the mail server, smtps://user:password@host:465 or smtp://…; without it, in development, mail is read at /dev/mail",
        true,
    ),
    variable("MAIL_FROM", "the sender, `Name <address>`", true),
    variable(
        "OIDC_ISSUER",
        "where people may sign in besides here, by OpenID Connect: https://accounts.google.com; off by default. Its \
         redirect address is PUBLIC_URL/auth/callback",
        false,
    ),
    variable("OIDC_CLIENT_ID", "who we are to that issuer", false),
    variable("OIDC_CLIENT_SECRET", "the secret that goes with it", false),
    variable("OIDC_LABEL", "what people call that issuer; default Google", false),
    variable(
        "TRUSTED_PROXIES",
        "how many proxies before us are ours: so many X-Forwarded-For entries are believed; default 0",
        false,
    ),
    variable(
        "SECRETS_KEY",
        "what keeps stored secrets (authenticator apps): 64 hexadecimal digits, as `openssl rand -hex 32` gives; development has a fixed one",
        true,
    ),
    variable("STAFF", "the addresses of platform staff, separated by commas; default none", false),
    variable("WORKER", "on (the default) runs the job worker inside of serve; off leaves it to `server worker`", false),
    variable("BUILD", "a name that tells this deploy from another one of the same files; default none", false),
    variable("RUST_LOG", "what is logged, as in tracing's filters; default info", false),
];

const fn variable(name: &'static str, help: &'static str, required_in_production: bool) -> Variable {
    Variable { name, help, required_in_production }
}

/// The text below each subcommand's `--help`.
pub fn help() -> String {
    let lines: Vec<String> = VARIABLES
        .iter()
        .map(|v| {
            let needed = if v.required_in_production { " (required in production)" } else { "" };
            format!("  {:<17} {}{needed}", v.name, v.help)
        })
        .collect();
    format!("Environment:\n{}", lines.join("\n"))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    Development,
    Production,
}

#[derive(Debug, Clone)]
pub struct Config {
    pub environment: Environment,
    pub mongodb_uri: Option<String>,
    pub mongodb_database: String,
    pub public_url: String,
    pub listen: SocketAddr,
    pub metrics: Option<SocketAddr>,
    pub site_root: PathBuf,
    pub smtp_url: Option<String>,
    pub mail_from: String,
    pub open_id: Option<OpenIdSettings>,
    pub trusted_proxies: usize,
    pub sealing_key: SealingKey,
    pub staff: Vec<String>,
    pub worker: bool,
    pub build: String,
}

/// All that is wrong with the environment, in one message.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the environment is not complete:\n{}", .0.join("\n"))]
pub struct ConfigError(pub Vec<String>);

impl Config {
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::read(|name| std::env::var(name).ok())
    }

    /// Reads the variables by `look_up`; an empty one counts as absent.
    pub fn read(look_up: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let get = |name: &str| look_up(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let mut problems = Vec::new();
        let environment = match get("APP_ENV").as_deref() {
            None | Some("development") => Environment::Development,
            Some("production") => Environment::Production,
            Some(other) => {
                problems.push(format!("  APP_ENV is `{other}`: development or production"));
                Environment::Production
            }
        };
        if environment == Environment::Production {
            let missing = VARIABLES.iter().filter(|v| v.required_in_production && get(v.name).is_none());
            problems.extend(missing.map(|v| format!("  {} is missing: {}", v.name, v.help)));
        }
        let listen = address(&get, "LISTEN_ADDR", &mut problems);
        let config = Self {
            environment,
            mongodb_uri: get("MONGODB_URI"),
            mongodb_database: get("MONGODB_DATABASE").unwrap_or_else(|| "mewayz".into()),
            public_url: public_url(get("PUBLIC_URL"), environment, &mut problems),
            listen: listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000))),
            metrics: address(&get, "METRICS_ADDR", &mut problems),
            site_root: get("SITE_ROOT").unwrap_or_else(|| "target/site".into()).into(),
            smtp_url: get("SMTP_URL"),
            mail_from: get("MAIL_FROM").unwrap_or_else(|| "Mewayz <mail@localhost>".into()),
            open_id: open_id::read(&get, environment == Environment::Production, &mut problems),
            trusted_proxies: number(&get, "TRUSTED_PROXIES", &mut problems),
            sealing_key: sealing::key(&get, &mut problems),
            staff: get("STAFF")
                .map(|list| list.split(',').map(|one| one.trim().to_lowercase()).collect())
                .unwrap_or_default(),
            worker: switch(&get, "WORKER", &mut problems),
            build: get("BUILD").unwrap_or_default(),
        };
        if problems.is_empty() { Ok(config) } else { Err(ConfigError(problems)) }
    }

    pub fn is_production(&self) -> bool {
        self.environment == Environment::Production
    }
}

fn address(get: &impl Fn(&str) -> Option<String>, name: &str, problems: &mut Vec<String>) -> Option<SocketAddr> {
    let text = get(name)?;
    let parsed = text.parse().ok();
    if parsed.is_none() {
        problems.push(format!("  {name} is `{text}`: an address and a port, 0.0.0.0:3000"));
    }
    parsed
}

fn number(get: &impl Fn(&str) -> Option<String>, name: &str, problems: &mut Vec<String>) -> usize {
    let Some(text) = get(name) else { return 0 };
    text.parse().unwrap_or_else(|_| {
        problems.push(format!("  {name} is `{text}`: a number"));
        0
    })
}

fn switch(get: &impl Fn(&str) -> Option<String>, name: &str, problems: &mut Vec<String>) -> bool {
    match get(name).as_deref() {
        None | Some("on") => true,
        Some("off") => false,
        Some(other) => {
            problems.push(format!("  {name} is `{other}`: on or off"));
            true
        }
    }
}

fn public_url(given: Option<String>, environment: Environment, problems: &mut Vec<String>) -> String {
    let url = given.unwrap_or_else(|| "http://localhost:3000".into());
    let scheme_fits = match environment {
        Environment::Production => url.starts_with("https://") || is_own_machine(&url),
        Environment::Development => url.starts_with("http://") || url.starts_with("https://"),
    };
    if !scheme_fits && environment == Environment::Production {
        problems.push(format!(
            "  PUBLIC_URL is `{url}`: it starts with https:// in production, unless it is http://localhost"
        ));
    } else if !scheme_fits {
        problems.push(format!("  PUBLIC_URL is `{url}`: it starts with http:// or https://"));
    }
    let url = url.trim_end_matches('/');
    let authority = url.split_once("://").map_or("", |(_, rest)| rest);
    if authority.is_empty() || authority.contains(['/', '?', '#', '@', '\\', ' ']) {
        problems
            .push(format!("  PUBLIC_URL is `{url}`: a scheme, a host and a port if need be, and nothing behind them"));
    }
    url.to_owned()
}

/// Trying production out on one's own machine needs no certificate.
fn is_own_machine(url: &str) -> bool {
    url.strip_prefix("http://localhost").is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    fn read(pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let map: HashMap<String, String> = pairs.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect();
        Config::read(|name| map.get(name).cloned())
    }

    #[test]
    fn nothing_that_is_not_set_leads_to_a_database() {
        let config = read(&[]).unwrap();
        assert_eq!(config.mongodb_uri, None);
        assert_eq!(config.public_url, "http://localhost:3000");
    }

    #[test]
    fn production_lists_all_that_is_missing_in_one_message() {
        let message = read(&[("APP_ENV", "production"), ("MONGODB_URI", " ")]).unwrap_err().to_string();
        for name in ["MONGODB_URI", "PUBLIC_URL", "SMTP_URL", "MAIL_FROM", "SECRETS_KEY"] {
            assert!(message.contains(name), "{message}");
        }
    }

    #[test]
    fn production_is_reached_over_tls() {
        let key = "5a".repeat(32);
        let complete = [
            ("APP_ENV", "production"),
            ("MONGODB_URI", "mongodb://db"),
            ("SMTP_URL", "smtp://mail"),
            ("MAIL_FROM", "a@b.c"),
            ("SECRETS_KEY", key.as_str()),
        ];
        let with = |url| read(&[complete.as_slice(), &[("PUBLIC_URL", url)]].concat());
        assert!(with("http://mewayz.example").is_err());
        assert!(with("http://localhost.evil.example").is_err());
        assert!(with("http://localhost:3000").is_ok());
        assert_eq!(with("https://mewayz.example/").unwrap().public_url, "https://mewayz.example");
    }

    #[test]
    fn people_reach_us_at_a_host_and_not_below_a_path() {
        for url in ["http://localhost:3000", "https://mewayz.example/", "https://[2001:db8::7]:8443"] {
            assert!(read(&[("PUBLIC_URL", url)]).is_ok(), "{url}");
        }
        for url in [
            "https://example.com/mewayz",
            "https://example.com/?a=b",
            "https://example.com#top",
            "https://ada@example.com",
            "https://",
            "mewayz.example",
        ] {
            assert!(read(&[("PUBLIC_URL", url)]).unwrap_err().to_string().contains("PUBLIC_URL"), "{url}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let message = read(&[
            ("LISTEN_ADDR", "x"),
            ("WORKER", "maybe"),
            ("TRUSTED_PROXIES", "two"),
            ("APP_ENV", "prod"),
            ("SECRETS_KEY", "secret"),
        ]);
        let message = message.unwrap_err().to_string();
        for name in ["LISTEN_ADDR", "WORKER", "TRUSTED_PROXIES", "APP_ENV", "SECRETS_KEY"] {
            assert!(message.contains(name), "{message}");
        }
    }

    #[test]
    fn the_example_file_documents_every_variable() {
        let example = include_str!("../../.env.example");
        for variable in VARIABLES {
            assert!(example.contains(&format!("{}=", variable.name)), "{} is not in .env.example", variable.name);
        }
    }
}
