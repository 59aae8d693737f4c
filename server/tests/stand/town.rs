//! The app, an issuer, and a browser that goes there and back.

use super::{
    Stand,
    answer::Answer,
    ask::Ask,
    issuer::{Draft, Issuer, Mischief},
    log::Log,
};
use axum::http::StatusCode;
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub struct Town {
    pub stand: Stand,
    pub issuer: Issuer,
    pub log: Log,
}

/// A browser that has been sent to the issuer.
pub struct Journey {
    pub cookie: String,
    /// What the issuer was asked for.
    pub asked: BTreeMap<String, String>,
}

pub fn ada() -> Value {
    json!({ "sub": "1", "email": "ada@example.com", "email_verified": true, "name": "Ada Lovelace" })
}

pub fn honest(_: &mut Draft) {}

impl Town {
    pub async fn open() -> Self {
        let (log, issuer) = (Log::listen(), Issuer::open().await);
        let stand = Stand::open_with(&issuer.settings()).await;
        Self { stand, issuer, log }
    }

    pub async fn begin(&self) -> Journey {
        let form = Ask::form("/api/identity/openid/begin", "/sign-in", "return_to=");
        let begun = self.stand.send(form).await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text());
        let cookie = begun.cookie("openid").expect("a cookie ties the browser to its journey");
        self.leave(begun.header("location"), &cookie).await
    }

    /// The browser goes on to the issuer from our page at `path`.
    pub async fn leave(&self, path: &str, cookie: &str) -> Journey {
        let page = self.stand.send(Ask::page(path).with_cookie(cookie)).await;
        let (_, address) = page.header("refresh").split_once("url=").expect("the page leads on");
        let (place, query) = address.split_once('?').unwrap();
        assert_eq!(place, format!("{}/authorize", self.issuer.url()));
        Journey { cookie: cookie.to_owned(), asked: form_urlencoded::parse(query.as_bytes()).into_owned().collect() }
    }

    pub fn agree(&self, journey: &Journey, person: Value, mischief: Mischief) -> String {
        let now = self.stand.platform().now().millis() / 1_000;
        self.issuer.agree(&journey.asked, person, now, mischief)
    }

    /// The browser comes back with these parameters.
    pub async fn arrive(&self, journey: &Journey, parameters: &[(&str, &str)]) -> Answer {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
        let ask = Ask::page(&format!("/auth/callback?{query}")).with("sec-fetch-site", "cross-site");
        self.stand.send(ask.with_cookie(&journey.cookie)).await
    }

    /// There and back, with an id token that somebody has had a hand in.
    pub async fn sign_in(&self, person: Value, mischief: Mischief) -> Answer {
        let journey = self.begin().await;
        let code = self.agree(&journey, person, mischief);
        self.arrive(&journey, &[("code", &code), ("state", &journey.asked["state"])]).await
    }

    /// A page that says what happened, nobody in, nobody new, and one line about it in the log.
    pub async fn assert_denied(&self, answer: &Answer, why: &str) {
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{why}: {}", answer.text());
        assert!(answer.text().contains("class=\"sheet\"") && answer.text().contains("Back to sign-in"), "{why}");
        assert_eq!(answer.cookie("session"), None, "{why}");
        assert_eq!(answer.header("cache-control"), "no-store", "{why}");
        let stored = self.stand.stored().await;
        for collection in ["users", "sessions", "identities"] {
            assert!(stored.get(collection).is_none_or(Vec::is_empty), "{why}: {collection}");
        }
        let lines = self.log.lines("message=");
        let told: Vec<&String> = lines.iter().filter(|line| line.contains(why)).collect();
        assert_eq!(told.len(), 1, "{why}: {lines:?}");
    }

    pub async fn end(self) {
        self.stand.end().await;
    }
}
