//! The doors over HTTP: the right status for each error, JSON for scripts, and for plain forms
//! a redirect back to where they stand, with what was typed.

use crate::{notice, returned_form, state::AppState};
use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use kernel::{AppError, authority::Caller};
use leptos::server_fn::axum::get_server_fn_service;

/// The largest body a door takes; uploads will have a way of their own.
pub const LARGEST_BODY: usize = 1024 * 1024;
/// Set by server functions on answers that are errors.
const ERROR_HEADER: &str = "serverfnerror";

pub async fn call(State(state): State<AppState>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    if get_server_fn_service(parts.uri.path(), parts.method.clone()).is_none() {
        return notice::json(&AppError::NotFound, &parts);
    }
    let Ok(body) = axum::body::to_bytes(body, LARGEST_BODY).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, "The request is larger than 1 MB.").into_response();
    };
    let is_form = parts.method == Method::POST && accepts_html(&parts.headers);
    let head = parts.clone();
    let caller = Caller::default();
    let context = {
        let (state, caller) = (state.clone(), caller.clone());
        move || state.provide(caller.clone())
    };
    let request = Request::from_parts(parts, Body::from(body.clone()));
    let response = leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    let mut response = finish(&state, response, &head, &body, is_form).await;
    if let Some(account) = caller.account() {
        crate::console::mark_account(response.headers_mut(), &account);
    }
    no_store(response.headers_mut());
    response
}

async fn finish(
    state: &AppState,
    response: Response,
    head: &http::request::Parts,
    body: &Bytes,
    is_form: bool,
) -> Response {
    let failed = response.headers().contains_key(ERROR_HEADER);
    match (failed, is_form) {
        (false, true) => see_other(response),
        (false, false) => response,
        (true, _) => {
            let (mut parts, answer) = response.into_parts();
            let answer = axum::body::to_bytes(answer, LARGEST_BODY).await.unwrap_or_default();
            let error = serde_json::from_slice(&answer).unwrap_or_else(AppError::internal);
            if is_form {
                return returned_form::send_back(state, &error, head, body);
            }
            parts.status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            parts.headers.remove(header::LOCATION);
            set_retry_after(&mut parts.headers, &error);
            Response::from_parts(parts, Body::from(answer))
        }
    }
}

/// `Retry-After` (RFC 9110, 10.2.3) where waiting helps.
pub fn set_retry_after(headers: &mut HeaderMap, error: &AppError) {
    let seconds = match error {
        AppError::TooMany(seconds) => *seconds,
        AppError::Unavailable => 2,
        _ => return,
    };
    headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
}

/// After a form: 303, so that the browser asks with GET (RFC 9110, 15.4.4).
fn see_other(mut response: Response) -> Response {
    if response.status().is_redirection() {
        *response.status_mut() = StatusCode::SEE_OTHER;
        *response.body_mut() = Body::empty();
        response.headers_mut().remove(header::CONTENT_LENGTH);
    }
    response
}

pub fn accepts_html(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

pub fn no_store(headers: &mut HeaderMap) {
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
}
