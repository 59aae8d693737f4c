//! What a door may know of the request that reached it.

use crate::{AppError, AppResult};
use http::request::Parts;
use leptos::prelude::use_context;
use std::net::IpAddr;

/// The id of the request: in its log lines, in the answer's `x-request-id`, and in what a
/// person is told when something broke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(pub String);

/// The address of the client, as far as we trust the proxies before us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

/// The id under which an error of this request is logged.
pub fn trace_id() -> String {
    use_context::<Parts>()
        .and_then(|parts| parts.extensions.get::<RequestId>().map(|id| id.0.clone()))
        .unwrap_or_else(|| "none".to_owned())
}

/// The head of the current request.
pub fn head() -> AppResult<Parts> {
    use_context::<Parts>().ok_or_else(|| AppError::internal("no request in the context"))
}

/// The client's address; `0.0.0.0` where there is no network, as in a test of the domain.
pub fn client_address(head: &Parts) -> IpAddr {
    head.extensions.get::<ClientAddress>().map_or(IpAddr::from([0, 0, 0, 0]), |address| address.0)
}

/// Whom attempts are counted against and acts are noted of: an IPv4 address, or an IPv6 /64,
/// which is what one customer gets.
pub fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// The value of a cookie of the request.
pub fn cookie<'h>(head: &'h Parts, name: &str) -> Option<&'h str> {
    let lines = head.headers.get_all(http::header::COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// A header of the request as text, cut to `longest` bytes.
pub fn header(head: &Parts, name: http::HeaderName, longest: usize) -> String {
    let value = head.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.chars().take(longest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(cookies: &[&str]) -> Parts {
        let mut request = http::Request::new(());
        for line in cookies {
            request.headers_mut().append(http::header::COOKIE, line.parse().unwrap());
        }
        request.into_parts().0
    }

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let head = parts(&["xsession=a; session=b", "theme=dark"]);
        assert_eq!(cookie(&head, "session"), Some("b"));
        assert_eq!(cookie(&head, "theme"), Some("dark"));
        assert_eq!(cookie(&head, "ses"), None);
    }
}
