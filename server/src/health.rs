//! Is the process alive, and can it do its work?

use crate::Failure;
use crate::state::AppState;
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde_json::json;
use std::{net::SocketAddr, sync::atomic::Ordering, time::Duration};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// Always 200 while the process can answer at all.
pub async fn live() -> Response {
    ([(header::CACHE_CONTROL, "no-store")], Json(json!({ "status": "live" }))).into_response()
}

/// 200 when doors can do their work, else 503 with the reason.
pub async fn ready(State(state): State<AppState>) -> Response {
    let reason = match state.platform.database().is_reachable().await {
        // The cause is in the log: it names our machines, and anybody may ask here.
        false => Some("the database does not answer"),
        true if !state.migrated.load(Ordering::Acquire) => Some("the database is being brought in line"),
        true => None,
    };
    let (status, body) = match reason {
        None => (StatusCode::OK, json!({ "status": "ready", "build": state.assets.build })),
        Some(reason) => (StatusCode::SERVICE_UNAVAILABLE, json!({ "status": "not ready", "reason": reason })),
    };
    (status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

/// Asks `/health/live` of the server that listens on `address`; an error when it is not well.
pub async fn ask(address: SocketAddr) -> Result<(), Failure> {
    let address =
        if address.ip().is_unspecified() { SocketAddr::from(([127, 0, 0, 1], address.port())) } else { address };
    let answer = tokio::time::timeout(Duration::from_secs(3), async {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(b"GET /health/live HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        std::io::Result::Ok(answer)
    });
    let answer = answer.await??;
    if answer.starts_with("HTTP/1.1 200") { Ok(()) } else { Err("the server is not well".into()) }
}
