//! What a door may say besides its value: cookies and where to go next. Only doors call this.

use crate::request;
use http::{HeaderName, HeaderValue, header};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

/// In the context of a request for a document: the browser keeps the cookies of its answer before
/// it asks for anything else.
#[derive(Debug, Clone, Copy)]
pub struct ToDocument;

/// Sends the browser to a path of this site: 303 for a plain form, a client-side navigation
/// for a hydrated page.
pub fn go_to(path: &str) {
    leptos_axum::redirect(path);
}

/// Sends a plain form to a path of this site. A hydrated page gets the value only: it loads what
/// it wants to by itself.
pub fn go_to_from_form(path: &str) {
    let accepts_html =
        request::head().is_ok_and(|head| request::header(&head, header::ACCEPT, 512).contains("text/html"));
    if accepts_html {
        go_to(path);
    }
}

/// Adds a header to the answer.
pub fn add_header(name: HeaderName, value: &str) {
    if let (Some(options), Ok(value)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(value)) {
        options.append_header(name, value);
    }
}

/// A cookie that scripts can't read, for this host and all its paths. `max_age` in seconds; 0
/// removes it.
pub fn set_cookie(name: &str, value: &str, secure: bool, max_age: u64) {
    let secure = if secure { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age}{secure}");
    add_header(header::SET_COOKIE, &cookie);
}
