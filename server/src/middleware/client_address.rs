//! The client's address: the connection's, or what our own proxies say of it.

use crate::{serve::Peer, state::AppState};
use axum::{
    extract::{Request, State},
    http::HeaderMap,
    middleware::Next,
    response::Response,
};
use kernel::request::ClientAddress;
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Once,
};

static UNBELIEVED: Once = Once::new();

pub async fn find(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    if state.config.is_production() && state.config.trusted_proxies == 0 && is_forwarded(request.headers()) {
        UNBELIEVED.call_once(|| {
            tracing::warn!(
                "X-Forwarded-For arrives and TRUSTED_PROXIES is 0: behind a proxy all visitors count as one"
            );
        });
    }
    let peer = request.extensions().get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    let address = believed(request.headers(), peer, state.config.trusted_proxies);
    request.extensions_mut().insert(ClientAddress(address));
    next.run(request).await
}

fn is_forwarded(headers: &HeaderMap) -> bool {
    headers.contains_key("x-forwarded-for")
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
    place.and_then(|place| entries.get(place)).and_then(|entry| address(entry)).unwrap_or(peer)
}

/// An address as proxies write it: bare, in brackets, or with the client's port.
fn address(entry: &str) -> Option<IpAddr> {
    let bare = || entry.parse().ok();
    let with_port = || entry.parse().ok().map(|address: SocketAddr| address.ip());
    let bracketed = || entry.strip_prefix('[')?.strip_suffix(']')?.parse().ok().map(|six: Ipv6Addr| six.into());
    bare().or_else(with_port).or_else(bracketed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_behind_the_address_does_not_hide_it() {
        let peer: IpAddr = "10.0.0.9".parse().unwrap();
        for (entry, found) in [
            ("203.0.113.7:51234", "203.0.113.7"),
            ("[2001:db8::7]:51234", "2001:db8::7"),
            ("[2001:db8::7]", "2001:db8::7"),
            ("2001:db8::7", "2001:db8::7"),
            ("203.0.113.7:port", "10.0.0.9"),
            ("unknown", "10.0.0.9"),
        ] {
            let headers = HeaderMap::from_iter([("x-forwarded-for".parse().unwrap(), entry.parse().unwrap())]);
            assert_eq!(believed(&headers, peer, 1), found.parse::<IpAddr>().unwrap(), "{entry}");
        }
    }

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
