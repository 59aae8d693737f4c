//! What is too large is refused before it is read.

use crate::{api::LARGEST_BODY, state::AppState};
use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

const LARGEST_PATH: usize = 8 * 1024;
const LARGEST_HEADERS: usize = 32 * 1024;

pub async fn refuse_oversized(State(_): State<AppState>, request: Request, next: Next) -> Response {
    let headers: usize = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let refusal = if request.uri().to_string().len() > LARGEST_PATH {
        Some((StatusCode::URI_TOO_LONG, "The address is longer than 8 kB."))
    } else if headers > LARGEST_HEADERS {
        Some((StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are larger than 32 kB."))
    } else if announced.is_some_and(|length: usize| length > LARGEST_BODY) {
        Some((StatusCode::PAYLOAD_TOO_LARGE, "The request is larger than 1 MB."))
    } else {
        None
    };
    match refusal {
        Some(refusal) => refusal.into_response(),
        None => next.run(request).await,
    }
}
