//! Somebody with an account and a session, had the way everybody gets them.

use super::Stand;
use bson::doc;
use identity::{
    arrival::Arrival,
    password::pool::pool,
    registration::{
        begin::{Wish, begin},
        confirm::confirm,
    },
    session::sign_in::verify,
};
use kernel::{Job, Platform, SessionId, UserId, authority::session_cookie, mail};
use std::{
    net::{IpAddr, Ipv4Addr},
    sync::atomic::{AtomicU32, Ordering},
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
        Self::of_token(platform, email, confirmed.session.as_str()).await
    }

    /// The same person on another device.
    pub async fn on_another_device(&self, stand: &Stand) -> Self {
        let token = verify(stand.platform(), pool(), &arrival(), &self.email, PASSWORD).await.unwrap();
        Self::of_token(stand.platform(), self.email.clone(), token.as_str()).await
    }

    async fn of_token(platform: &Platform, email: String, token: &str) -> Self {
        let session = platform.ports().sessions.of_token(platform, token).await.unwrap().unwrap();
        Self {
            email,
            user: session.user,
            session: session.id,
            cookie: session_cookie(platform),
            token: token.to_owned(),
        }
    }
}

/// From a network where nobody was before, so that no limit is met by accident.
fn arrival() -> Arrival {
    static LAST: AtomicU32 = AtomicU32::new(0x0a00_0000);
    let address = Ipv4Addr::from_bits(LAST.fetch_add(1, Ordering::Relaxed));
    Arrival { address: IpAddr::V4(address), device: "Test".to_owned(), session: None, registration: None, openid: None }
}

/// The code of the newest mail to that address.
pub async fn code_mailed_to(platform: &Platform, email: &str) -> String {
    let mailed = doc! { "kind": mail::SEND, "payload.to": email };
    let jobs = platform.platform_db().of::<Job>().find(mailed, doc! { "created_at": -1, "_id": -1 }, 1).await.unwrap();
    let mail: mail::Mail = jobs.first().expect("a mail was queued").read().unwrap();
    mail.subject.split(' ').next().unwrap().to_owned()
}
