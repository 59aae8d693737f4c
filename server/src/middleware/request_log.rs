//! An id for each request and one line for each answer.

use crate::state::AppState;
use axum::{
    extract::{MatchedPath, Request, State},
    http::HeaderValue,
    middleware::Next,
    response::Response,
};
use kernel::request::RequestId;

pub async fn log(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let began = state.platform.now();
    let id = hex::encode(state.platform.random::<8>());
    request.extensions_mut().insert(RequestId(id.clone()));
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let (method, path) = (request.method().clone(), told(&route, request.uri().path()));
    let mut response = next.run(request).await;
    let (status, took) = (response.status().as_u16(), state.platform.now().since(began));
    state.metrics.answered(&route, status, took);
    if status >= 500 {
        tracing::warn!(request_id = %id, %method, %path, status, ms = took.as_millis(), "answered");
    } else {
        tracing::debug!(request_id = %id, %method, %path, status, ms = took.as_millis(), "answered");
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}

/// The path, or its pattern where the path is a secret.
fn told(route: &str, path: &str) -> String {
    if route.contains("{token}") { route.to_owned() } else { path.to_owned() }
}
