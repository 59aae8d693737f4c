//! Where a request comes from, as far as signing in cares. A parameter of the acts, so that a
//! test can come from anywhere.

use crate::{cookies, email::EmailAddress, session::device};
use kernel::{AppResult, Platform, Token, request};
use std::net::IpAddr;

const LONGEST_USER_AGENT: usize = 512;

#[derive(Clone)]
pub struct Arrival {
    pub address: IpAddr,
    /// `Firefox on Windows`.
    pub device: String,
    /// The zone that the browser is set to, where its script told.
    pub time_zone: Option<String>,
    /// The session that the browser already had.
    pub session: Option<Token>,
    /// The registration that the browser has begun.
    pub registration: Option<Token>,
    /// What ties the browser to its journeys to an issuer.
    pub openid: Option<Token>,
    /// What marks the browser as one that somebody has signed in with.
    pub device_token: Option<Token>,
    /// The second step that the browser has come to.
    pub second_step: Option<Token>,
    /// What the browser's passkey was asked.
    pub challenge: Option<Token>,
}

impl Arrival {
    /// The current request's, and the platform that it arrived at.
    pub fn of_request() -> AppResult<(Platform, Self)> {
        let platform = Platform::current()?;
        let head = request::head()?;
        let user_agent = request::header(&head, http::header::USER_AGENT, LONGEST_USER_AGENT);
        let token = |name: &str| request::cookie(&head, name).and_then(Token::parse);
        let arrival = Self {
            address: request::client_address(&head),
            device: device::label(&user_agent),
            time_zone: cookies::time_zone(&head),
            session: token(kernel::authority::session_cookie(&platform)),
            registration: token(cookies::registration(&platform)),
            openid: token(cookies::openid(&platform)),
            device_token: token(cookies::device(&platform)),
            second_step: token(cookies::second_step(&platform)),
            challenge: token(cookies::challenge(&platform)),
        };
        Ok((platform, arrival))
    }

    /// The network and the address that it asks about, together.
    pub fn pair(&self, email: &EmailAddress) -> String {
        format!("{} {email}", self.network())
    }

    /// Whom attempts are counted against.
    pub fn network(&self) -> String {
        request::network(self.address)
    }
}
