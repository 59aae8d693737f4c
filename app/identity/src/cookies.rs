//! The cookies of identity. Only doors set one, and the address that an issuer sends browsers back to.

use crate::{entry::Opened, passkey, second_step, trusted_device};
use http::{HeaderName, request::Parts};
use kernel::{Platform, Token, answer, authority::session_cookie, request};

/// The longest that browsers keep a cookie (RFC 6265bis, 5.5); the server decides earlier.
const SESSION_AGE: u64 = 400 * 86_400;
const REGISTRATION_AGE: u64 = 2 * 3_600;
/// Twice what a journey to an issuer may take: who comes back and signs in to link has as long again.
const OPENID_AGE: u64 = 20 * 60;

/// The name of the cookie that ties a registration to the browser that began it.
pub fn registration(platform: &Platform) -> &'static str {
    if platform.is_https() { "__Host-registration" } else { "registration" }
}

/// The name of the cookie that ties a journey to an issuer to the browser that began it.
pub fn openid(platform: &Platform) -> &'static str {
    if platform.is_https() { "__Host-openid" } else { "openid" }
}

pub fn keep_openid(platform: &Platform, token: &Token) {
    answer::set_cookie(openid(platform), token.as_str(), platform.is_https(), OPENID_AGE);
}

pub fn keep_registration(platform: &Platform, token: &Token) {
    answer::set_cookie(registration(platform), token.as_str(), platform.is_https(), REGISTRATION_AGE);
}

/// The name of the cookie that marks a browser as one that somebody has signed in with.
pub fn device(platform: &Platform) -> &'static str {
    if platform.is_https() { "__Host-device" } else { "device" }
}

/// The name of the cookie that ties a second step to the browser where the password was typed.
pub fn second_step(platform: &Platform) -> &'static str {
    if platform.is_https() { "__Host-signin" } else { "signin" }
}

/// The name of the cookie that ties a passkey's answer to the browser that was asked.
pub fn challenge(platform: &Platform) -> &'static str {
    if platform.is_https() { "__Host-passkey" } else { "passkey" }
}

pub fn keep_second_step(platform: &Platform, token: &Token) {
    let age = second_step::record::LIFE.as_secs();
    answer::set_cookie(second_step(platform), token.as_str(), platform.is_https(), age);
}

pub fn keep_challenge(platform: &Platform, token: &Token) {
    let age = passkey::challenge_record::LIFE.as_secs();
    answer::set_cookie(challenge(platform), token.as_str(), platform.is_https(), age);
}

/// Signs the browser in and knows it from now on; the steps that led here are over.
pub fn keep_opened(platform: &Platform, opened: &Opened) {
    keep_session(platform, &opened.session);
    keep_device(platform, opened.device.as_ref());
    answer::set_cookie(second_step(platform), "", platform.is_https(), 0);
}

/// Knows the browser from now on; without a token it keeps the mark that it has.
pub fn keep_device(platform: &Platform, token: Option<&Token>) {
    if let Some(token) = token {
        let age = trusted_device::record::LIFE.as_secs();
        answer::set_cookie(device(platform), token.as_str(), platform.is_https(), age);
    }
}

/// Signs the browser in.
pub fn keep_session(platform: &Platform, token: &Token) {
    answer::set_cookie(session_cookie(platform), token.as_str(), platform.is_https(), SESSION_AGE);
}

/// Signs the browser in; the registration that led here is over.
pub fn exchange_registration(platform: &Platform, opened: &Opened) {
    keep_opened(platform, opened);
    answer::set_cookie(registration(platform), "", platform.is_https(), 0);
}

/// Signs the browser out, and has it forget everything it kept of us.
pub fn drop_session(platform: &Platform) {
    answer::set_cookie(session_cookie(platform), "", platform.is_https(), 0);
    answer::add_header(HeaderName::from_static("clear-site-data"), "\"cache\", \"storage\"");
}

/// As [`drop_session`], of a browser that is known from now on.
pub fn drop_session_of_known(platform: &Platform, device: Option<&Token>) {
    drop_session(platform);
    keep_device(platform, device);
}

/// The time zone that the script of the sign-in pages told (`public/entrance.js`). A cookie and no
/// field: whichever way in is taken, also by another site and back, it is there at its end.
pub fn time_zone(head: &Parts) -> Option<String> {
    let told = request::cookie(head, "time_zone")?;
    let pair = format!("zone={told}");
    let (_, zone) = form_urlencoded::parse(pair.as_bytes()).next()?;
    kernel::time_zone::known(&zone).map(str::to_owned)
}
