//! Files over HTTP, in the encoding that was compressed beforehand.

use super::{Assets, Made, archive, digest, mime};
use crate::{middleware::encoding::Accepted, notice, state::AppState};
use axum::{
    body::Bytes,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use kernel::AppError;
use std::path::{Component, Path, PathBuf};

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_EACH_TIME: &str = "no-cache";

/// `/pkg/…`: of this build, or of the last two.
pub async fn hashed(State(state): State<AppState>, request: Request) -> Response {
    let (head, _) = request.into_parts();
    let (path, accepted) = (head.uri.path(), Accepted::of(&head.headers));
    if let Some(made) = state.assets.made.get(path) {
        return send_made(made, accepted, FOR_EVER);
    }
    let lasting = if state.assets.is_watched { ASK_EACH_TIME } else { FOR_EVER };
    if let Some(response) = from_disk(&state.assets, path, accepted, lasting).await {
        return response;
    }
    match archive::find(&state.platform, path).await {
        Ok(Some(file)) => file.into_response(accepted).await,
        Ok(None) => notice::json(&AppError::NotFound, &head),
        Err(error) => notice::json(&error, &head),
    }
}

/// A file of `public/` under its own name.
pub async fn public(State(state): State<AppState>, request: Request) -> Response {
    let (head, _) = request.into_parts();
    let path = head.uri.path();
    let lasting = if path.starts_with("/fonts/") { FOR_EVER } else { ASK_EACH_TIME };
    let Some(mut response) = from_disk(&state.assets, path, Accepted::of(&head.headers), lasting).await else {
        return notice::page(&state, &AppError::NotFound, &head);
    };
    if path == "/offline.html"
        && let Ok(policy) = HeaderValue::from_str(&state.assets.offline_policy)
    {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    unless_same(response, &head.headers)
}

/// `/sw.js`: never from a cache of the browser's.
pub async fn service_worker(State(state): State<AppState>, request: Request) -> Response {
    let mut response = send_made(&state.assets.service_worker, Accepted::of(request.headers()), ASK_EACH_TIME);
    // A worker's script is held to the policy that it comes with.
    let policy = HeaderValue::from_static("default-src 'none'; connect-src 'self'; script-src 'self'");
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

fn send_made(made: &Made, accepted: Accepted, lasting: &'static str) -> Response {
    let (encoding, body) = match (made.compressed.get(), accepted) {
        (Some((brotli, _)), Accepted::Brotli) => (Some("br"), brotli),
        (Some((_, gzip)), Accepted::Gzip) => (Some("gzip"), gzip),
        _ => (None, &made.raw),
    };
    respond(made.mime, encoding, lasting, body.clone())
}

async fn from_disk(assets: &Assets, path: &str, accepted: Accepted, lasting: &'static str) -> Option<Response> {
    let file = inside(&assets.root, path)?;
    let twins: &[(&str, Option<&'static str>)] = match accepted {
        Accepted::Brotli => &[(".br", Some("br")), ("", None)],
        Accepted::Gzip => &[(".gz", Some("gzip")), ("", None)],
        Accepted::Identity => &[("", None)],
    };
    for (ending, encoding) in twins {
        let mut name = file.clone().into_os_string();
        name.push(ending);
        if let Ok(bytes) = tokio::fs::read(name).await {
            return Some(respond(mime(path), *encoding, lasting, bytes.into()));
        }
    }
    None
}

/// The file below `root`, if the path goes nowhere else.
fn inside(root: &Path, path: &str) -> Option<PathBuf> {
    let relative = Path::new(path.trim_start_matches('/'));
    let is_plain = relative.components().all(|part| matches!(part, Component::Normal(_)));
    (is_plain && !path.contains(['%', '\\', '\0'])).then(|| root.join(relative))
}

pub(super) fn respond(
    mime: &'static str,
    encoding: Option<&'static str>,
    lasting: &'static str,
    body: Bytes,
) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(lasting));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if lasting == ASK_EACH_TIME
        && let Ok(etag) = HeaderValue::from_str(&format!("\"{}\"", digest(&body)))
    {
        headers.insert(header::ETAG, etag);
    }
    (headers, body).into_response()
}

/// 304 when the client has it already.
fn unless_same(response: Response, request: &HeaderMap) -> Response {
    let same =
        response.headers().get(header::ETAG).is_some_and(|etag| request.get(header::IF_NONE_MATCH) == Some(etag));
    if !same {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    parts.status = StatusCode::NOT_MODIFIED;
    Response::from_parts(parts, axum::body::Body::empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_leave_the_folder() {
        let root = Path::new("/site");
        assert_eq!(inside(root, "/pkg/a.js"), Some(PathBuf::from("/site/pkg/a.js")));
        for hostile in ["/pkg/../../etc/passwd", "//etc/passwd/..", "/pkg/%2e%2e/x", "/pkg\\..\\x", "/pkg/\0"] {
            assert_eq!(inside(root, hostile), None, "{hostile}");
        }
    }
}
