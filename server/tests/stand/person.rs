//! Somebody with an account and a session, had the way everybody gets them.

use super::{Stand, ask::Ask};
use axum::http::Method;
use bson::doc;
use identity::{
    arrival::Arrival,
    password::pool::pool,
    registration::{
        begin::{Wish, begin},
        confirm::confirm,
    },
    session::{record::Session, sign_in::verify},
    trusted_device::mark::mark,
};
use kernel::{Job, Platform, SessionId, Timestamp, Token, UserId, authority::session_cookie, mail, transaction};
use std::{
    net::{IpAddr, Ipv4Addr},
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

pub const PASSWORD: &str = "a window over the harbour";

#[derive(Debug, Clone)]
pub struct Person {
    pub email: String,
    pub user: UserId,
    pub session: SessionId,
    /// The cookie's name.
    pub cookie: &'static str,
    /// As it stands in the cookie.
    pub token: String,
    /// What marks a browser that skips their second step.
    pub device: String,
}

impl Person {
    /// Registers with the code that was mailed, and is signed in.
    pub async fn register(stand: &Stand, name: &str) -> Self {
        let (platform, email) = (stand.platform(), format!("{name}@example.com"));
        let wish = Wish {
            name: name.to_owned(),
            email: email.clone(),
            password: PASSWORD.to_owned(),
            return_to: String::new(),
        };
        let mut arrival = arrival();
        arrival.registration = Some(begin(platform, pool(), &arrival, wish).await.unwrap());
        let confirmed = confirm(platform, &arrival, &code_mailed_to(platform, &email).await).await.unwrap();
        let mut person = Self::of_token(platform, email, confirmed.opened.session.as_str()).await;
        person.device = remember(platform, &person.user).await;
        person
    }

    /// The same person on another device.
    pub async fn on_another_device(&self, stand: &Stand) -> Self {
        let arrival = Arrival { device_token: Token::parse(&self.device), ..arrival() };
        let entry = verify(stand.platform(), pool(), &arrival, &self.email, PASSWORD).await.unwrap();
        let token = entry.session().expect("the device is remembered");
        let other = Self::of_token(stand.platform(), self.email.clone(), token.as_str()).await;
        Self { device: self.device.clone(), ..other }
    }

    /// Signs in over HTTP, as their own browser does.
    pub fn signs_in(&self) -> Ask {
        let fields = [("email", self.email.as_str()), ("password", PASSWORD)];
        let fields = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        Ask::call(&Method::POST, "/api/identity/sessions/sign_in", &fields)
            .with_cookie(&format!("device={}", self.device))
    }

    /// As if they had last shown so long ago who they are.
    pub async fn confirmed_ago(&self, stand: &Stand, ago: Duration) {
        let then = Timestamp::from_millis(stand.platform().now().millis() - ago.as_millis() as i64);
        self.change_session(stand, doc! { "confirmed_at": then }).await;
    }

    /// As if they had shown two factors.
    pub async fn passed_second_factor(&self, stand: &Stand) {
        self.change_session(stand, doc! { "second_factor": true }).await;
    }

    /// As if nobody had used the session for too long.
    pub async fn expired(&self, stand: &Stand) {
        let past = Timestamp::from_millis(stand.platform().now().millis() - 1);
        self.change_session(stand, doc! { "expires_at": past }).await;
    }

    /// As if their token had been exchanged half a minute ago.
    pub async fn forgot_token_before(&self, stand: &Stand) {
        let past = Timestamp::from_millis(stand.platform().now().millis() - 1);
        self.change_session(stand, doc! { "previous_until": past }).await;
    }

    async fn change_session(&self, stand: &Stand, set: bson::Document) {
        let mut sessions = stand.platform().platform_db().of::<Session>();
        let changed = sessions.update(doc! { "_id": self.session.as_str() }, doc! { "$set": set }).await.unwrap();
        assert!(changed, "the session is there");
    }

    async fn of_token(platform: &Platform, email: String, token: &str) -> Self {
        let session = platform.ports().sessions.of_token(platform, token).await.unwrap().unwrap();
        Self {
            email,
            user: session.user,
            session: session.id,
            cookie: session_cookie(platform),
            token: token.to_owned(),
            device: String::new(),
        }
    }
}

/// From a network where nobody was before, so that no limit is met by accident.
fn arrival() -> Arrival {
    static LAST: AtomicU32 = AtomicU32::new(0x0a00_0000);
    let address = Ipv4Addr::from_bits(LAST.fetch_add(1, Ordering::Relaxed));
    Arrival {
        address: IpAddr::V4(address),
        device: "Test".to_owned(),
        time_zone: None,
        session: None,
        registration: None,
        openid: None,
        device_token: None,
        second_step: None,
        challenge: None,
    }
}

/// The token of a browser that is remembered for the person.
async fn remember(platform: &Platform, user: &UserId) -> String {
    let marked = transaction::run(platform.database(), |tx| {
        let (platform, user) = (platform.clone(), user.clone());
        Box::pin(async move { mark(tx, &platform, &user, &arrival(), None, true).await })
    });
    marked.await.unwrap().expect("a new mark").as_str().to_owned()
}

/// The code of the newest mail to that address.
pub async fn code_mailed_to(platform: &Platform, email: &str) -> String {
    let mailed = doc! { "kind": mail::SEND, "payload.to": email };
    let jobs = platform.platform_db().of::<Job>().find(mailed, doc! { "created_at": -1, "_id": -1 }, 1).await.unwrap();
    let mail: mail::Mail = jobs.first().expect("a mail was queued").read().unwrap();
    mail.subject.split(' ').next().unwrap().to_owned()
}
