//! One line for everybody who comes to the doors of identity, and for everybody who is refused:
//! when, what, from where, whose account, and how it ended. No address of a person, no cookie and
//! no body is in it (OWASP ASVS 5.0, V16.3).

use crate::state::AppState;
use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};
use kernel::request::{ClientAddress, RequestId, network};

/// How a door ended, where the status does not say it: a form that failed is a redirect too.
#[derive(Debug, Clone, Copy)]
pub struct Outcome(pub &'static str);

pub async fn log(State(_): State<AppState>, request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let from = request.extensions().get::<ClientAddress>().map(|address| network(address.0)).unwrap_or_default();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let is_refused = matches!(status, 401 | 403 | 429);
    if is_refused || (method == Method::POST && path.starts_with("/api/identity/")) {
        let outcome = response.extensions().get::<Outcome>().map_or("", |outcome| outcome.0);
        let account = response.headers().get("x-account").and_then(|account| account.to_str().ok()).unwrap_or_default();
        tracing::info!(request_id = %id, %method, %path, status, outcome, network = %from, account, "at the door");
    }
    response
}
