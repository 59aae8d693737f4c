//! A platform with identity on it, and people who come from somewhere.
#![allow(dead_code, reason = "each test file uses its part of it")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on has failed")]

pub mod issuer;
pub mod street;

use identity::{
    SessionStore,
    arrival::Arrival,
    password::pool::PasswordPool,
    registration::{
        begin::{Wish, begin},
        confirm::confirm,
    },
    session::sign_in::verify,
    token::Token,
    user::User,
};
use kernel::{
    AppResult, Platform,
    database::record::Record,
    jobs::worker::Worker,
    ports::{ActiveSession, Sessions as _},
    testing::{Nobody, TestPlatform},
};
use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
    time::Duration,
};

pub const PASSWORD: &str = "seven green bottles";
pub const ADA: &str = "ada@example.com";

pub struct House {
    pub test: TestPlatform,
    pub pool: PasswordPool,
}

impl House {
    pub async fn open() -> Self {
        let test = TestPlatform::start_with(identity::system().schemas, Arc::new(SessionStore), Arc::new(Nobody)).await;
        // Later than today, whenever that is: MongoDB removes what has expired by its own clock.
        test.clock.forward(Duration::from_secs(100 * 365 * 86_400));
        Self { test, pool: PasswordPool::new(2, 64) }
    }

    pub fn platform(&self) -> &Platform {
        &self.test.platform
    }

    pub fn forward(&self, span: Duration) {
        self.test.clock.forward(span);
    }

    pub async fn end(self) {
        self.test.end().await;
    }

    pub async fn begin(&self, arrival: &Arrival, email: &str) -> AppResult<Token> {
        begin(self.platform(), &self.pool, arrival, wish(email)).await
    }

    pub async fn sign_in(&self, arrival: &Arrival, email: &str, password: &str) -> AppResult<Token> {
        verify(self.platform(), &self.pool, arrival, email, password).await
    }

    /// Begins, reads the mail and confirms.
    pub async fn register(&self, email: &str) -> Token {
        let token = self.begin(&from(1), email).await.unwrap();
        let code = self.newest_code().await;
        confirm(self.platform(), &holding(&token), &code).await.unwrap().session
    }

    pub async fn session(&self, token: &Token) -> Option<ActiveSession> {
        SessionStore.of_token(self.platform(), token.as_str()).await.unwrap()
    }

    /// Delivers the queued mails.
    pub async fn deliver(&self) -> Vec<kernel::mail::Mail> {
        let worker = Worker {
            platform: self.platform().clone(),
            handlers: Arc::new(kernel::system::kernel().handlers),
            subscriptions: Arc::new(Vec::new()),
            name: "test".to_owned(),
        };
        while worker.turn().await.unwrap() {}
        self.test.mails.mails()
    }

    pub async fn newest_code(&self) -> String {
        code_in(self.deliver().await.last().expect("a mail"))
    }

    pub async fn users(&self) -> u64 {
        self.count::<User>().await
    }

    pub async fn count<R: kernel::Global + Record>(&self) -> u64 {
        self.platform().platform_db().of::<R>().count(bson::doc! {}).await.unwrap()
    }
}

pub fn code_in(mail: &kernel::mail::Mail) -> String {
    find_code(mail).expect("a code")
}

pub fn find_code(mail: &kernel::mail::Mail) -> Option<String> {
    mail.text.lines().find(|line| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit())).map(str::to_owned)
}

/// Another code than `code`.
pub fn wrong(code: &str) -> String {
    if code == "000000" { "000001".to_owned() } else { "000000".to_owned() }
}

pub fn wish(email: &str) -> Wish {
    Wish { name: "Ada".to_owned(), email: email.to_owned(), password: PASSWORD.to_owned(), return_to: String::new() }
}

/// Somebody who comes from the `host`th address and brings nothing.
pub fn from(host: u32) -> Arrival {
    Arrival {
        address: IpAddr::V4(Ipv4Addr::from(0xcb00_7100 + host)),
        device: "Firefox on Linux".to_owned(),
        session: None,
        registration: None,
        openid: None,
    }
}

/// Somebody with a registration.
pub fn holding(token: &Token) -> Arrival {
    Arrival { registration: Some(token.clone()), ..from(1) }
}

/// Somebody with a session.
pub fn signed_in(token: &Token) -> Arrival {
    Arrival { session: Some(token.clone()), ..from(1) }
}
