//! What happens to every request, outermost first: an id and a log line, no panic gets out,
//! limits, who the client is, who was refused, no forged mutations, safe headers, addresses that have moved.

pub mod client_address;
pub mod csrf;
pub mod encoding;
pub mod limits;
pub mod moved;
pub mod panics;
pub mod request_log;
pub mod security_headers;
pub mod security_log;

use crate::state::AppState;
use axum::{Router, middleware::from_fn_with_state};
use tower_http::{CompressionLevel, compression::CompressionLayer};

/// Brotli's quality for what is made for one request only: a fifth of a millisecond for a page.
const QUALITY: i32 = 4;

pub fn wrap(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    // The last one added is the first to see a request.
    router
        .layer(from_fn_with_state(state.clone(), moved::lead_on))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(QUALITY)))
        .layer(from_fn_with_state(state.clone(), csrf::refuse_forged))
        .layer(from_fn_with_state(state.clone(), limits::refuse_oversized))
        .layer(from_fn_with_state(state.clone(), panics::catch))
        .layer(from_fn_with_state(state.clone(), security_log::log))
        .layer(from_fn_with_state(state.clone(), client_address::find))
        .layer(from_fn_with_state(state.clone(), security_headers::add))
        .layer(from_fn_with_state(state.clone(), request_log::log))
}
