//! The doors over HTTP: the right status for each error, JSON for scripts, and for plain forms
//! a redirect back to where they stand, with what was typed.

use crate::{middleware::security_log::Outcome, notice, returned_form, state::AppState};
use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use kernel::{AppError, authority::Caller, return_path};
use leptos::server_fn::axum::get_server_fn_service;
use std::time::Duration;

/// The largest body a door takes; uploads will have a way of their own.
pub const LARGEST_BODY: usize = 1024 * 1024;
/// A client that takes longer to send its body is not waited for: on a slow phone a form of ours
/// takes a second.
const BODY_PATIENCE: Duration = Duration::from_secs(30);
/// Set by server functions on answers that are errors.
const ERROR_HEADER: &str = "serverfnerror";

pub async fn call(State(state): State<AppState>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    if get_server_fn_service(parts.uri.path(), parts.method.clone()).is_none() {
        return notice::json(&AppError::NotFound, &parts);
    }
    let body = match tokio::time::timeout(BODY_PATIENCE, axum::body::to_bytes(body, LARGEST_BODY)).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return (StatusCode::PAYLOAD_TOO_LARGE, "The request is larger than 1 MB.").into_response(),
        Err(_) => return too_slow(),
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
    if let (&Method::POST, Some(workspace)) = (&head.method, caller.workspace()) {
        state.pages.forget_workspace(workspace);
    }
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
        (false, true) => see_other(kept_here(state, response, head)),
        (false, false) => kept_here(state, response, head),
        (true, _) => refused(state, response, head, body, is_form).await,
    }
}

async fn refused(
    state: &AppState,
    response: Response,
    head: &http::request::Parts,
    body: &Bytes,
    is_form: bool,
) -> Response {
    let (mut parts, answer) = response.into_parts();
    let answer = axum::body::to_bytes(answer, LARGEST_BODY).await.unwrap_or_default();
    let error = serde_json::from_slice(&answer).unwrap_or_else(AppError::internal);
    let mut response = if is_form && error == AppError::Unavailable {
        // To go back to its page, the form would need the database that is away.
        notice::page(state, &error, head)
    } else if is_form {
        returned_form::send_back(state, &error, head, body)
    } else {
        parts.status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        parts.headers.remove(header::LOCATION);
        set_retry_after(&mut parts.headers, &error);
        Response::from_parts(parts, Body::from(answer))
    };
    response.extensions_mut().insert(Outcome(error.code()));
    response
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

/// Doors go to paths of this site. Where one goes nowhere, leptos sends a browser to the `Referer`,
/// whosever that is: it is taken only if it is ours.
fn kept_here(state: &AppState, mut response: Response, head: &http::request::Parts) -> Response {
    let location = response.headers().get(header::LOCATION).and_then(|location| location.to_str().ok());
    if location.is_none_or(|location| return_path::local(location).is_some()) {
        return response;
    }
    let page = returned_form::referring_page(&state.config.public_url, head);
    match page.and_then(|page| HeaderValue::from_str(&page).ok()) {
        Some(page) => {
            response.headers_mut().insert(header::LOCATION, page);
        }
        None => {
            response.headers_mut().remove(header::LOCATION);
            *response.status_mut() = StatusCode::OK;
        }
    }
    response
}

/// 408 (RFC 9110, 15.5.9); what is still to come of the body is not read.
fn too_slow() -> Response {
    let close = [(header::CONNECTION, "close")];
    (StatusCode::REQUEST_TIMEOUT, close, "The request took too long to arrive.").into_response()
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
