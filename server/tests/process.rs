//! The program as its operator runs it.

use crate::program::{NOWHERE, PRODUCTION, Running, SOON, program, read_all, said};
use crate::stand::until;
use tokio::io::AsyncWriteExt as _;

const SUBCOMMANDS: [&str; 7] = ["serve", "worker", "migrate", "map", "seed", "audit", "health"];

#[test]
fn production_refuses_to_start_and_lists_all_that_is_missing() {
    for subcommand in ["serve", "worker", "migrate"] {
        let output = program(&[subcommand]).env("APP_ENV", "production").output().unwrap();
        assert!(!output.status.success(), "{subcommand}");
        for name in ["MONGODB_URI", "PUBLIC_URL", "SMTP_URL", "MAIL_FROM", "SECRETS_KEY"] {
            assert!(said(&output).contains(name), "{subcommand}: {}", said(&output));
        }
    }
}

#[test]
fn no_database_is_guessed() {
    for subcommand in ["serve", "worker", "migrate", "seed --demo"] {
        let arguments: Vec<&str> = subcommand.split(' ').collect();
        let output = program(&arguments).env("LISTEN_ADDR", "127.0.0.1:0").output().unwrap();
        assert!(!output.status.success(), "{subcommand}");
        assert!(said(&output).contains("MONGODB_URI"), "{subcommand}: {}", said(&output));
    }
}

#[test]
fn every_subcommand_tells_of_every_variable() {
    for subcommand in SUBCOMMANDS {
        let help = said(&program(&[subcommand, "--help"]).output().unwrap());
        for variable in server::config::VARIABLES {
            assert!(help.contains(variable.name), "{subcommand} --help does not tell of {}", variable.name);
        }
    }
}

#[test]
fn the_map_needs_nothing() {
    let output = program(&["map"]).output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim_end(), server::map::draw().trim_end());
}

#[tokio::test]
async fn a_server_without_its_database_lives_and_says_why_it_is_not_ready() {
    let server = Running::start(&[("MONGODB_URI", NOWHERE)]).await;
    assert!(server.get("/health/live").await.starts_with("HTTP/1.1 200"));
    let ready = server.get("/health/ready").await;
    assert!(ready.starts_with("HTTP/1.1 503") && ready.contains("\"reason\":"), "{ready}");
    assert!(server.get("/").await.starts_with("HTTP/1.1 200"));
    let health = program(&["health"]).env("LISTEN_ADDR", format!("127.0.0.1:{}", server.port)).output().unwrap();
    assert!(health.status.success(), "{}", said(&health));
    server.ask_to_stop();
    server.ended().await;
}

#[tokio::test]
async fn in_production_each_line_of_the_log_is_json_and_names_its_request() {
    let server = Running::start(&PRODUCTION).await;
    let answer = server.get("/@acme").await;
    let id = answer.lines().find_map(|line| line.strip_prefix("x-request-id: ")).expect("an id").to_owned();
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    server.ask_to_stop();
    let log = server.ended().await;
    let lines =
        log.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|_| panic!("{line}")));
    let of_request: Vec<_> = lines.filter(|line| line["request_id"] == id.as_str()).collect();
    assert!(of_request.iter().any(|line| line["path"] == "/@acme" && line["status"] == 503), "{log}");
}

#[tokio::test]
async fn a_request_that_is_under_way_is_answered_before_the_server_stops() {
    let server = Running::start(&[("MONGODB_URI", NOWHERE)]).await;
    let body = "email=ada%40example.com&password=";
    let mut stream = server.connect().await.unwrap();
    let head = format!(
        "POST /api/identity/sessions/sign_in HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&body.as_bytes()[..10]).await.unwrap();
    // It has accepted this connection once it has answered a later one.
    assert!(server.get("/health/live").await.starts_with("HTTP/1.1 200"));
    server.ask_to_stop();
    assert!(until(SOON, || async { server.connect().await.is_err() }).await.is_some(), "no new connections");
    stream.write_all(&body.as_bytes()[10..]).await.unwrap();
    let answer = read_all(stream).await;
    assert!(answer.starts_with("HTTP/1.1 422"), "{answer}");
    server.ended().await;
}

#[tokio::test]
async fn a_message_that_could_be_read_in_two_ways_is_refused() {
    let server = Running::start(&[("MONGODB_URI", NOWHERE)]).await;
    let smuggled = "GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n";
    for framing in [
        "content-length: 4\r\ncontent-length: 5",
        "content-length: +4",
        "content-length: 4, 5",
        "transfer-encoding: chunked\r\ntransfer-encoding: identity",
        "transfer-encoding: identity, chunked, x",
        "transfer-encoding: xchunked",
        "content-length : 4",
    ] {
        let head = format!("POST /api/identity/sessions/sign_in HTTP/1.1\r\nhost: localhost\r\n{framing}\r\n\r\n");
        let answer = server.send(&format!("{head}0\r\n\r\n{smuggled}")).await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{framing}: {answer}");
        assert!(!answer.contains("live"), "{framing} lets a second request in: {answer}");
    }
    server.ask_to_stop();
    server.ended().await;
}
