//! The cookies of identity. Only doors set one.

use crate::{time_zone, token::Token};
use http::{HeaderName, request::Parts};
use kernel::{Platform, answer, authority::session_cookie, request};

/// The longest that browsers keep a cookie (RFC 6265bis, 5.5); the server decides earlier.
const SESSION_AGE: u64 = 400 * 86_400;
const REGISTRATION_AGE: u64 = 2 * 3_600;

/// The name of the cookie that ties a registration to the browser that began it.
pub fn registration(platform: &Platform) -> &'static str {
    if platform.is_https() { "__Host-registration" } else { "registration" }
}

pub fn keep_registration(platform: &Platform, token: &Token) {
    answer::set_cookie(registration(platform), token.as_str(), platform.is_https(), REGISTRATION_AGE);
}

/// Signs the browser in.
pub fn keep_session(platform: &Platform, token: &Token) {
    answer::set_cookie(session_cookie(platform), token.as_str(), platform.is_https(), SESSION_AGE);
}

/// Signs the browser in; the registration that led here is over.
pub fn exchange_registration(platform: &Platform, token: &Token) {
    keep_session(platform, token);
    answer::set_cookie(registration(platform), "", platform.is_https(), 0);
}

/// Signs the browser out, and has it forget everything it kept of us.
pub fn drop_session(platform: &Platform) {
    answer::set_cookie(session_cookie(platform), "", platform.is_https(), 0);
    answer::add_header(HeaderName::from_static("clear-site-data"), "\"cache\", \"storage\"");
}

/// The time zone that the script of the sign-in pages told (`public/entrance.js`). A cookie and no
/// field: whichever way in is taken, also by another site and back, it is there at its end.
pub fn time_zone(head: &Parts) -> Option<String> {
    let told = request::cookie(head, "time_zone")?;
    let pair = format!("zone={told}");
    let (_, zone) = form_urlencoded::parse(pair.as_bytes()).next()?;
    time_zone::known(&zone)
}
