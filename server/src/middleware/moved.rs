//! An address that a workspace has left leads to where it is now, and so does everything below it,
//! of whichever system.

use crate::state::AppState;
use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

/// 308 in the place of "not found", so that a form that was sent is sent again there (RFC 9110,
/// 15.4.9). Nobody keeps it: in 90 days the address may be somebody else's, and a workspace may go
/// back to the one it left.
pub async fn lead_on(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let asked = request.uri().path().starts_with("/@").then(|| request.uri().clone());
    let response = next.run(request).await;
    let Some(asked) = asked.filter(|_| response.status() == StatusCode::NOT_FOUND) else { return response };
    let moved = workspaces::address::moved(&state.platform, asked.path(), asked.query()).await;
    let target = moved.ok().flatten().and_then(|target| HeaderValue::from_str(&target).ok());
    match target {
        Some(target) => {
            let headers = [(header::LOCATION, target), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
            (StatusCode::PERMANENT_REDIRECT, headers).into_response()
        }
        None => response,
    }
}
