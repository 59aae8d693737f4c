//! One request in the making.

use super::{PUBLIC_URL, person::Person};
use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, Method, Request, header},
};
use kernel::Door;
use server::serve::Peer;
use std::net::{IpAddr, SocketAddr};

const FORM: &str = "application/x-www-form-urlencoded";

#[derive(Debug, Clone)]
pub struct Ask {
    method: Method,
    target: String,
    headers: HeaderMap,
    body: Vec<u8>,
    peer: Option<SocketAddr>,
}

impl Ask {
    /// Any method at all.
    pub fn new(method: Method, target: &str) -> Self {
        Self { method, target: target.to_owned(), headers: HeaderMap::new(), body: Vec::new(), peer: None }
            .with("host", "localhost:3000")
    }

    /// A page, as a browser asks for it.
    pub fn page(target: &str) -> Self {
        Self::new(Method::GET, target).with("accept", "text/html,application/xhtml+xml")
    }

    /// A door by script: the fields in the query of a read, in the body of everything else.
    pub fn door(door: &Door, fields: &str) -> Self {
        Self::call(&method_of(door.path), door.path, fields)
    }

    pub fn call(method: &Method, path: &str, fields: &str) -> Self {
        let ask = match *method {
            Method::GET => Self::new(Method::GET, &format!("{path}?{fields}")),
            _ => Self::new(method.clone(), path).with("content-type", FORM).saying(fields),
        };
        ask.with("accept", "application/json").with("sec-fetch-site", "same-origin")
    }

    /// A plain form on the page `on`, as a browser without scripting sends it.
    pub fn form(path: &str, on: &str, fields: &str) -> Self {
        Self::call(&Method::POST, path, fields)
            .with("accept", "text/html,application/xhtml+xml")
            .with("origin", PUBLIC_URL)
            .with("referer", &format!("{PUBLIC_URL}{on}"))
    }

    /// With the session in the cookie that it is read from.
    pub fn by(self, person: &Person) -> Self {
        self.with_cookie(&format!("{}={}", person.cookie, person.token))
    }

    pub fn with_cookie(mut self, pair: &str) -> Self {
        self.headers.append(header::COOKIE, HeaderValue::from_str(pair).unwrap());
        self
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.insert(HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_str(value).unwrap());
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.remove(name);
        self
    }

    /// Over a connection from that address.
    pub fn from(mut self, address: impl Into<IpAddr>) -> Self {
        self.peer = Some(SocketAddr::new(address.into(), 50_000));
        self
    }

    pub fn saying(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    pub fn into_request(self) -> Request<Body> {
        let mut request = Request::new(Body::from(self.body));
        *request.method_mut() = self.method;
        *request.uri_mut() = self.target.parse().unwrap();
        *request.headers_mut() = self.headers;
        if let Some(peer) = self.peer {
            request.extensions_mut().insert(Peer(peer));
        }
        request
    }
}

/// How a door is registered.
pub fn method_of(path: &str) -> Method {
    let mut registered = leptos::server_fn::axum::server_fn_paths().filter(|(known, _)| *known == path);
    registered.next().map(|(_, method)| method).unwrap_or_else(|| panic!("{path} is no door"))
}
