//! A handler that panics costs one request, not the process.

use crate::{api, notice, state::AppState};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use futures::FutureExt as _;
use kernel::{AppError, request::RequestId};
use std::panic::AssertUnwindSafe;

pub async fn catch(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let kept = head.clone();
    let running = AssertUnwindSafe(next.run(Request::from_parts(head, body)));
    match running.catch_unwind().await {
        Ok(response) => response,
        Err(panic) => {
            let said = panic.downcast_ref::<&str>().map(|s| (*s).to_owned());
            let said = said.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
            let id = kept.extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
            tracing::error!(trace_id = %id, panic = %said, path = kept.uri.path(), "a handler panicked");
            state.metrics.panicked();
            let error = AppError::Internal(id);
            if api::accepts_html(&kept.headers) {
                notice::page(&state, &error, &kept)
            } else {
                notice::json(&error, &kept)
            }
        }
    }
}
