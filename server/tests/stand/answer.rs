//! What came back.

use axum::{
    body::Bytes,
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use kernel::AppError;
use serde::de::DeserializeOwned;

#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub async fn of(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Self { status: parts.status, headers: parts.headers, body }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error} in {} {}", self.status, self.text()))
    }

    pub fn error(&self) -> AppError {
        self.json()
    }

    /// The header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The `Set-Cookie` lines.
    pub fn cookies(&self) -> Vec<&str> {
        self.headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok()).collect()
    }

    /// `name=value` of a cookie that it sets.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let pairs = self.cookies().into_iter().filter_map(|line| line.split(';').next());
        pairs.filter(|pair| pair.split('=').next() == Some(name)).map(str::to_owned).next()
    }

    /// Everything but what differs for every request.
    pub fn as_seen(&self) -> (StatusCode, Vec<(String, String)>, String) {
        let kept = self.headers.iter().filter(|(name, _)| *name != "x-request-id");
        let mut headers: Vec<(String, String)> = kept
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        headers.sort();
        (self.status, headers, self.text())
    }
}
