//! The client's address: the connection's, or what our own proxies say of it.

use crate::{serve::Peer, state::AppState};
use axum::{
    extract::{Request, State},
    http::HeaderMap,
    middleware::Next,
    response::Response,
};
use kernel::request::ClientAddress;
use std::net::{IpAddr, Ipv4Addr};

pub async fn find(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    let address = believed(request.headers(), peer, state.config.trusted_proxies);
    request.extensions_mut().insert(ClientAddress(address));
    next.run(request).await
}

/// With `trusted` proxies of ours, the entry that the outermost of them wrote: everything to
/// the left of it came from the client and may be invented.
fn believed(headers: &HeaderMap, peer: IpAddr, trusted: usize) -> IpAddr {
    if trusted == 0 {
        return peer;
    }
    // What a client made up in front of our proxies' entries need not even be text.
    let lines: Vec<_> =
        headers.get_all("x-forwarded-for").into_iter().map(|line| String::from_utf8_lossy(line.as_bytes())).collect();
    let entries: Vec<&str> = lines.iter().flat_map(|line| line.split(',')).map(str::trim).collect();
    let place = entries.len().checked_sub(trusted);
    place.and_then(|place| entries.get(place)).and_then(|entry| entry.parse().ok()).unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_proxies_are_believed() {
        let peer: IpAddr = "10.0.0.9".parse().unwrap();
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "6.6.6.6, 203.0.113.7".parse().unwrap());
        assert_eq!(believed(&headers, peer, 0), peer);
        assert_eq!(believed(&headers, peer, 1), "203.0.113.7".parse::<IpAddr>().unwrap());
        assert_eq!(believed(&headers, peer, 3), peer);
        let not_text = axum::http::HeaderValue::from_bytes(b"\xff, 203.0.113.7").unwrap();
        headers.insert("x-forwarded-for", not_text);
        assert_eq!(believed(&headers, peer, 1), "203.0.113.7".parse::<IpAddr>().unwrap());
        headers.insert("x-forwarded-for", "nonsense".parse().unwrap());
        assert_eq!(believed(&headers, peer, 1), peer);
    }
}
