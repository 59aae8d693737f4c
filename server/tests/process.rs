//! The program as its operator runs it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that can't look has failed")]

mod stand;

use stand::{site::Site, until};
use std::{
    process::{Child, Command, Output, Stdio},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

const SOON: Duration = Duration::from_secs(10);
/// Where no database is.
const NOWHERE: &str = "mongodb://127.0.0.1:1/?directConnection=true";
const SUBCOMMANDS: [&str; 7] = ["serve", "worker", "migrate", "map", "seed", "audit", "health"];

/// The program with nothing in its environment.
fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_server"));
    command.env_clear().args(arguments).stdin(Stdio::null());
    command
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A server that runs; ended with this.
struct Running {
    child: Child,
    port: u16,
    _site: Site,
}

impl Running {
    async fn start(settings: &[(&str, &str)]) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let site = Site::build();
        let mut command = program(&["serve"]);
        command.env("LISTEN_ADDR", free.to_string()).env("SITE_ROOT", site.root()).envs(settings.iter().copied());
        let child = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        let running = Self { child, port: free.port(), _site: site };
        assert!(
            until(SOON, || async { running.connect().await.is_ok() }).await.is_some(),
            "it listens within {SOON:?}"
        );
        running
    }

    async fn connect(&self) -> std::io::Result<TcpStream> {
        TcpStream::connect(("127.0.0.1", self.port)).await
    }

    /// The whole answer to a GET, head and body.
    async fn get(&self, path: &str) -> String {
        let mut stream = self.connect().await.unwrap();
        let head = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\naccept: text/html\r\nconnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        read_all(stream).await
    }

    fn ask_to_stop(&self) {
        let done = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(done.success());
    }

    /// What it logged, once it has ended by itself and well.
    async fn ended(mut self) -> String {
        let mut code = None;
        let ended = until(SOON, || {
            code = self.child.try_wait().unwrap();
            std::future::ready(code.is_some())
        });
        assert!(ended.await.is_some(), "it stops within {SOON:?}");
        assert!(code.is_some_and(|code| code.success()), "{code:?}");
        std::io::read_to_string(self.child.stdout.take().unwrap()).unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Of one that has ended there is nothing left to kill.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn read_all(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    tokio::time::timeout(SOON, stream.read_to_end(&mut answer)).await.expect("an answer in time").unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn production_refuses_to_start_and_lists_all_that_is_missing() {
    for subcommand in ["serve", "worker", "migrate"] {
        let output = program(&[subcommand]).env("APP_ENV", "production").output().unwrap();
        assert!(!output.status.success(), "{subcommand}");
        for name in ["MONGODB_URI", "PUBLIC_URL", "SMTP_URL", "MAIL_FROM"] {
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
    let server = Running::start(&[
        ("APP_ENV", "production"),
        ("MONGODB_URI", NOWHERE),
        ("PUBLIC_URL", "https://mewayz.example"),
        ("SMTP_URL", "smtp://127.0.0.1:1"),
        ("MAIL_FROM", "Mewayz <mail@mewayz.example>"),
    ])
    .await;
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
