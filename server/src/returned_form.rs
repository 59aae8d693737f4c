//! A plain form that could not be accepted goes back to its page with the error and with what
//! was typed, in a cookie that lives for a minute. Passwords and codes are never in it.

use crate::{notice, state::AppState};
use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::{AppError, page::ReturnedForm, request::cookie, return_path};
use std::collections::BTreeMap;

/// Browsers keep 4096 bytes a cookie (RFC 6265, 6.1).
const LARGEST: usize = 3_500;
const NEVER_KEPT: [&str; 5] = ["password", "code", "token", "credential", "form_page"];

/// 303 to the page that the form stands on; an answer of its own where that is not known.
pub fn send_back(state: &AppState, error: &AppError, head: &Parts, body: &Bytes) -> Response {
    let page = referring_page(&state.config.public_url, head).or_else(|| named_page(body));
    let Some(page) = page else {
        return notice::page(state, error, head);
    };
    let form = ReturnedForm { error: Some(error.clone()), values: typed(body) };
    let mut headers = HeaderMap::new();
    if let Ok(location) = HeaderValue::from_str(&page) {
        headers.insert(header::LOCATION, location);
    }
    if let Ok(value) = HeaderValue::from_str(&set_cookie(state, &encode(form), 60)) {
        headers.insert(header::SET_COOKIE, value);
    }
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// What came back with this visit, if anything.
pub fn read(state: &AppState, head: &Parts) -> Option<ReturnedForm> {
    let value = cookie(head, cookie_name(state))?;
    let json = URL_SAFE_NO_PAD.decode(value).ok()?;
    serde_json::from_slice(&json).ok()
}

/// Removes the cookie once it has been shown.
pub fn forget(state: &AppState, headers: &mut HeaderMap) {
    if let Ok(value) = HeaderValue::from_str(&set_cookie(state, "", 0)) {
        headers.append(header::SET_COOKIE, value);
    }
}

fn cookie_name(state: &AppState) -> &'static str {
    if state.platform.is_https() { "__Host-returned" } else { "returned" }
}

fn set_cookie(state: &AppState, value: &str, max_age: u32) -> String {
    let secure = if state.platform.is_https() { "; Secure" } else { "" };
    let name = cookie_name(state);
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age}{secure}")
}

fn encode(mut form: ReturnedForm) -> String {
    let encoded = |form: &ReturnedForm| URL_SAFE_NO_PAD.encode(serde_json::to_vec(form).unwrap_or_default());
    let text = encoded(&form);
    if text.len() <= LARGEST {
        return text;
    }
    form.values.clear();
    encoded(&form)
}

fn typed(body: &Bytes) -> BTreeMap<String, String> {
    let kept = |name: &str| !NEVER_KEPT.iter().any(|never| name.contains(never));
    form_urlencoded::parse(body).into_owned().filter(|(name, _)| kept(name)).collect()
}

/// The page that a form names itself, where its address is a secret that no Referer may carry.
fn named_page(body: &Bytes) -> Option<String> {
    let named = form_urlencoded::parse(body).find(|(name, _)| name == "form_page")?.1;
    return_path::local(&named).map(str::to_owned)
}

/// The path of the Referer, if it is a page of ours.
pub fn referring_page(public_url: &str, head: &Parts) -> Option<String> {
    let referer = head.headers.get(header::REFERER)?.to_str().ok()?;
    let host = head.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let rest = referer.strip_prefix(public_url).or_else(|| referer.split_once("://")?.1.strip_prefix(host))?;
    return_path::local(rest).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_and_codes_do_not_come_back() {
        let typed =
            typed(&Bytes::from_static(b"email=a%40b.c&password=secret&new_password=x&code=123456&name=%C3%89lo"));
        assert_eq!(typed.keys().collect::<Vec<_>>(), ["email", "name"]);
        assert_eq!(typed["name"], "Élo");
    }

    #[test]
    fn a_form_of_another_site_is_not_sent_back_to() {
        let page = |referer: &str| {
            let request = http::Request::builder().header("referer", referer).header("host", "localhost:3000");
            referring_page("http://localhost:3000", &request.body(()).unwrap().into_parts().0)
        };
        assert_eq!(
            page("http://localhost:3000/sign-in?return_to=%2Flinks").as_deref(),
            Some("/sign-in?return_to=%2Flinks")
        );
        for foreign in
            ["https://evil.example/x", "http://localhost:3000.evil.example/x", "http://localhost:3000", "nonsense"]
        {
            assert_eq!(page(foreign), None, "{foreign}");
        }
    }

    #[test]
    fn a_form_whose_page_is_a_secret_names_it_itself_and_names_no_other_site() {
        let page = |body: &'static str| named_page(&Bytes::from_static(body.as_bytes()));
        assert_eq!(page("form_page=%2Freset%2Fabc&password=x").as_deref(), Some("/reset/abc"));
        assert_eq!(page("form_page=%2F%2Fevil.example"), None);
        assert_eq!(page("password=x"), None);
    }

    #[test]
    fn a_form_too_large_for_a_cookie_keeps_its_error() {
        let values = BTreeMap::from([("bio".to_owned(), "x".repeat(10_000))]);
        let text = encode(ReturnedForm { error: Some(AppError::NotFound), values });
        assert!(text.len() <= LARGEST);
        let form: ReturnedForm = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).unwrap()).unwrap();
        assert_eq!(form.error, Some(AppError::NotFound));
    }
}
