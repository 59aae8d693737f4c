//! What a person sees when there is nothing to see: not found, not available, broken.

use crate::{api, state::AppState, visitor};
use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse as _, Response},
};
use kernel::{AppError, request::RequestId};

/// The fallback of the router.
pub async fn not_found(State(state): State<AppState>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    if parts.uri.path().starts_with("/api/") {
        json(&AppError::NotFound, &parts)
    } else {
        page(&state, &AppError::NotFound, &parts)
    }
}

/// The error as a designed page.
pub fn page(state: &AppState, error: &AppError, head: &Parts) -> Response {
    let mut response = visitor::respond(state, || app::visitor::notice::draw(error));
    api::set_retry_after(response.headers_mut(), error);
    api::no_store(response.headers_mut());
    if let Some(RequestId(id)) = head.extensions.get() {
        insert_id(&mut response, id);
    }
    response
}

/// The error as JSON, with the id of the request.
pub fn json(error: &AppError, head: &Parts) -> Response {
    let id = head.extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let body = serde_json::json!({ "error": error.code(), "message": error.to_string(), "request_id": id });
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response();
    api::set_retry_after(response.headers_mut(), error);
    api::no_store(response.headers_mut());
    insert_id(&mut response, &id);
    response
}

fn insert_id(response: &mut Response, id: &str) {
    if let Ok(value) = HeaderValue::from_str(id) {
        response.headers_mut().insert("x-request-id", value);
    }
}
