//! What the program writes into its log, and what it never does.

use crate::program::{PRODUCTION, Running};
use serde_json::Value;

const FORM: &str = "content-type: application/x-www-form-urlencoded\r\nsec-fetch-site: same-origin\r\n";

/// A POST of these fields, with more headers if need be.
fn post(path: &str, headers: &str, fields: &str) -> String {
    let length = fields.len();
    format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n{fields}"
    )
}

fn lines(log: &str) -> Vec<Value> {
    log.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("not JSON: {line}"))).collect()
}

/// The line about the door at `path`.
fn at_the_door<'l>(lines: &'l [Value], path: &str) -> &'l Value {
    let mut found = lines.iter().filter(|line| line["message"] == "at the door" && line["path"] == path);
    found.next().unwrap_or_else(|| panic!("{path} is not in the log: {lines:?}"))
}

#[tokio::test]
async fn who_tries_to_get_in_is_in_the_log() {
    let server = Running::start(&PRODUCTION).await;
    let path = "/api/identity/sessions/sign_in";
    server.send(&post(path, FORM, "email=nonsense&password=wrong")).await;
    let log = lines(&server.stopped().await);
    let line = at_the_door(&log, path);
    assert_eq!((line["status"].as_u64(), line["outcome"].as_str()), (Some(422), Some("invalid")), "{line}");
    assert_eq!(line["network"], "127.0.0.1", "{line}");
    assert_eq!(line["request_id"].as_str().map(str::len), Some(16), "{line}");
    let time = line["timestamp"].as_str().unwrap();
    assert!(time.ends_with('Z') && time.contains('T'), "UTC: {time}");
}

#[tokio::test]
async fn who_is_refused_is_in_the_log() {
    let server = Running::start(&PRODUCTION).await;
    server.send(&post("/api/links/page/publish", "sec-fetch-site: cross-site\r\n", "")).await;
    server.get("/api/links/page/get").await;
    let log = lines(&server.stopped().await);
    assert_eq!(at_the_door(&log, "/api/links/page/publish")["status"], 403);
    assert_eq!(at_the_door(&log, "/api/links/page/get")["status"], 401);
}

#[tokio::test]
async fn what_is_secret_is_in_no_line_of_the_log() {
    let secrets = ["ada@example.com", "ada%40example.com", "a-password-of-hers", "135791", &"5e".repeat(32)];
    let chatty = [PRODUCTION.as_slice(), &[("RUST_LOG", "info,server=debug,kernel=debug,identity=debug")]].concat();
    let server = Running::start(&chatty).await;
    let cookie = format!("{FORM}cookie: __Host-session={}; __Host-registration={}\r\n", secrets[4], secrets[4]);
    let fields = format!("name=Ada&email={}&password={}&code={}", secrets[1], secrets[2], secrets[3]);
    for door in ["sessions/sign_in", "registrations/begin", "registrations/confirm", "sessions/sign_out"] {
        server.send(&post(&format!("/api/identity/{door}"), &cookie, &fields)).await;
    }
    let log = server.stopped().await;
    at_the_door(&lines(&log), "/api/identity/sessions/sign_in");
    for secret in secrets {
        assert!(!log.contains(secret), "{secret} is in the log: {log}");
    }
}

#[tokio::test]
async fn nobody_writes_a_line_of_their_own_into_the_log() {
    let server = Running::start(&PRODUCTION).await;
    for path in ["/api/identity/x%0A%7B%22level%22:%22ERROR%22%7D", "/api/identity/%22,%22level%22:%22ERROR"] {
        server.send(&post(path, FORM, "")).await;
    }
    let log = lines(&server.stopped().await);
    assert!(log.iter().filter(|line| line["path"].is_string()).count() >= 2, "{log:?}");
    assert!(log.iter().all(|line| line["level"] != "ERROR" && line["timestamp"].is_string()), "{log:?}");
}

#[tokio::test]
async fn a_proxy_that_is_not_counted_is_told_of_once() {
    let server = Running::start(&PRODUCTION).await;
    for _ in 0..3 {
        let head = "GET /health/live HTTP/1.1\r\nhost: localhost\r\nx-forwarded-for: 203.0.113.7\r\nconnection: close";
        server.send(&format!("{head}\r\n\r\n")).await;
    }
    let log = server.stopped().await;
    assert_eq!(log.matches("TRUSTED_PROXIES is 0").count(), 1, "{log}");
}
