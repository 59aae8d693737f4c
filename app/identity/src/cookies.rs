//! The cookies of identity. Only doors call this, and the address that an issuer sends browsers back
//! to.

use crate::token::Token;
use http::HeaderName;
use kernel::{Platform, answer, authority::session_cookie};

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
