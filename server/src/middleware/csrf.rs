//! No other site's page changes anything here: `Sec-Fetch-Site` where the browser sends it
//! (<https://www.w3.org/TR/fetch-metadata/>), else `Origin` or `Referer` must be ours.

use crate::{notice, state::AppState};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::Response,
};
use kernel::AppError;

pub async fn refuse_forged(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_door = request.uri().path().starts_with("/api/");
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let accepted = match (is_safe, is_door) {
        (true, false) => true,
        (true, true) => !is_cross_site(request.headers()),
        (false, _) => is_ours(request.headers(), &state.config.public_url),
    };
    if accepted {
        return next.run(request).await;
    }
    let (head, _) = request.into_parts();
    notice::json(&AppError::Forbidden, &head)
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn is_cross_site(headers: &HeaderMap) -> bool {
    matches!(text(headers, "sec-fetch-site"), Some("cross-site" | "same-site"))
}

fn is_ours(headers: &HeaderMap, public_url: &str) -> bool {
    if let Some(site) = text(headers, "sec-fetch-site") {
        return site == "same-origin";
    }
    let host = text(headers, header::HOST.as_str()).unwrap_or_default();
    let claimed = text(headers, header::ORIGIN.as_str()).or_else(|| text(headers, header::REFERER.as_str()));
    claimed.and_then(origin).is_some_and(|(scheme, authority)| {
        public_url == format!("{scheme}://{authority}") || is_own_network(public_url, scheme, authority, host)
    })
}

/// A phone that tries a developer's machine by its number: browsers send no `Sec-Fetch-Site`
/// there. A name does not count: it may have been bound to our address by a stranger.
fn is_own_network(public_url: &str, scheme: &str, authority: &str, host: &str) -> bool {
    let is_number = authority.parse::<std::net::SocketAddr>().is_ok();
    public_url.starts_with("http://") && scheme == "http" && authority == host && is_number
}

fn origin(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    Some((scheme, rest.split(['/', '?', '#']).next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    fn accepted(pairs: &[(&'static str, &str)]) -> bool {
        is_ours(&headers(pairs), "https://mewayz.example")
    }

    #[test]
    fn a_mutation_comes_from_our_own_pages() {
        assert!(accepted(&[("sec-fetch-site", "same-origin")]));
        assert!(accepted(&[("origin", "https://mewayz.example")]));
        assert!(accepted(&[("referer", "https://mewayz.example/sign-in?x=1")]));
    }

    #[test]
    fn over_plain_http_a_number_is_our_own_network_and_a_name_is_not() {
        let from = |host: &str| {
            is_ours(&headers(&[("host", host), ("origin", &format!("http://{host}"))]), "http://localhost:3000")
        };
        assert!(from("192.168.1.20:3000"));
        assert!(from("localhost:3000"));
        assert!(!from("rebound.example:3000"));
    }

    #[test]
    fn every_other_origin_is_refused() {
        for forged in [
            [("sec-fetch-site", "cross-site")].as_slice(),
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "none")],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://mewayz.example")],
            &[("origin", "https://evil.example")],
            &[("origin", "https://mewayz.example.evil.example")],
            &[("origin", "http://mewayz.example")],
            &[("origin", "null")],
            &[("referer", "https://evil.example/https://mewayz.example")],
            &[("host", "mewayz.example")],
            &[("host", "evil.example"), ("origin", "http://evil.example")],
            &[],
        ] {
            assert!(!accepted(forged), "{forged:?}");
        }
    }
}
