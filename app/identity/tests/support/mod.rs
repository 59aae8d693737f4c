//! A platform with identity on it, and people who come from somewhere.

pub mod app;
pub mod issuer;
pub mod soft_passkey;
pub mod street;

use identity::{
    SessionStore,
    arrival::Arrival,
    entry::Entry,
    password::pool::PasswordPool,
    registration::{
        begin::{Wish, begin},
        confirm::confirm,
    },
    session::sign_in::verify,
    user::User,
};
use kernel::{
    AppResult, Platform, Token, UserId,
    database::record::Record,
    jobs::worker::Worker,
    ports::{ActiveSession, Memberships, Sessions as _},
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
        Self::open_with(Arc::new(Nobody)).await
    }

    pub async fn open_with(memberships: Arc<dyn Memberships>) -> Self {
        let test = TestPlatform::start_with(identity::system().schemas, Arc::new(SessionStore), memberships).await;
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
        let entry = self.try_to_sign_in(arrival, email, password).await?;
        Ok(entry.session().expect("no second step"))
    }

    /// As far as the password leads.
    pub async fn try_to_sign_in(&self, arrival: &Arrival, email: &str, password: &str) -> AppResult<Entry> {
        verify(self.platform(), &self.pool, arrival, email, password).await
    }

    /// Signs in without a second step; what the browser is known by afterwards.
    pub async fn mark_of(&self, arrival: &Arrival, email: &str) -> Token {
        match self.try_to_sign_in(arrival, email, PASSWORD).await.unwrap() {
            Entry::In(opened) => opened.device.expect("a mark"),
            Entry::SecondStep(_) => panic!("there is a second step"),
        }
    }

    /// The token of the second step, to which the right password leads.
    pub async fn come_to_second_step(&self, arrival: &Arrival, email: &str) -> Token {
        match self.try_to_sign_in(arrival, email, PASSWORD).await.unwrap() {
            Entry::SecondStep(token) => token,
            Entry::In(_) => panic!("the password was enough"),
        }
    }

    pub async fn user(&self, token: &Token) -> UserId {
        self.session(token).await.expect("a session").user
    }

    /// Begins, reads the mail and confirms.
    pub async fn register(&self, email: &str) -> Token {
        let token = self.begin(&from(1), email).await.unwrap();
        let code = self.newest_code().await;
        confirm(self.platform(), &holding(&token), &code).await.unwrap().opened.session
    }

    pub async fn session(&self, token: &Token) -> Option<ActiveSession> {
        SessionStore.of_token(self.platform(), token.as_str()).await.unwrap()
    }

    /// Delivers the queued mails.
    pub async fn deliver(&self) -> Vec<kernel::mail::Mail> {
        let worker = Worker {
            platform: self.platform().clone(),
            handlers: Arc::new(
                [kernel::system::kernel(), identity::system()].into_iter().flat_map(|s| s.handlers).collect(),
            ),
            subscriptions: Arc::new(Vec::new()),
            name: "test".to_owned(),
        };
        while worker.turn().await.unwrap() {}
        self.test.mails.mails()
    }

    pub async fn newest_code(&self) -> String {
        code_in(self.deliver().await.last().expect("a mail"))
    }

    /// The newest mail to that address.
    pub async fn newest_to(&self, email: &str) -> kernel::mail::Mail {
        let mails = self.deliver().await;
        mails.into_iter().rev().find(|mail| mail.to == email).expect("a mail to that address")
    }

    pub async fn person(&self, token: &Token) -> User {
        let id = self.session(token).await.expect("a session").user;
        self.platform().platform_db().of::<User>().get(id.as_str()).await.unwrap().expect("the user")
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
    mail.text
        .lines()
        .map(str::trim)
        .find(|line| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit()))
        .map(str::to_owned)
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
        time_zone: None,
        session: None,
        registration: None,
        openid: None,
        device_token: None,
        second_step: None,
        challenge: None,
    }
}

/// Somebody who has come to the second step.
pub fn at_second_step(token: &Token) -> Arrival {
    Arrival { second_step: Some(token.clone()), ..from(1) }
}

/// Somebody with a registration.
pub fn holding(token: &Token) -> Arrival {
    Arrival { registration: Some(token.clone()), ..from(1) }
}

/// Somebody with a session.
pub fn signed_in(token: &Token) -> Arrival {
    Arrival { session: Some(token.clone()), ..from(1) }
}

/// The end of the address in the mail that begins with our own and with `path`.
pub fn link_in(mail: &kernel::mail::Mail, path: &str) -> String {
    let begin = format!("http://localhost:3000{path}");
    let line = mail.text.lines().find_map(|line| line.strip_prefix(&begin));
    line.unwrap_or_else(|| panic!("{begin} in {}", mail.text)).to_owned()
}

/// The same person on another device.
pub fn on(device: &str, arrival: Arrival) -> Arrival {
    Arrival { device: device.to_owned(), ..arrival }
}
