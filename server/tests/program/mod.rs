//! The program, as its operator runs it.

use super::stand::{site::Site, until};
use std::{
    process::{Child, Command, Output, Stdio},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

pub const SOON: Duration = Duration::from_secs(10);
/// Where no database is.
pub const NOWHERE: &str = "mongodb://127.0.0.1:1/?directConnection=true";
/// What production needs, with a database that is nowhere.
pub const PRODUCTION: [(&str, &str); 6] = [
    ("APP_ENV", "production"),
    ("MONGODB_URI", NOWHERE),
    ("PUBLIC_URL", "https://mewayz.example"),
    ("SMTP_URL", "smtp://127.0.0.1:1"),
    ("MAIL_FROM", "Mewayz <mail@mewayz.example>"),
    ("SECRETS_KEY", "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a"),
];

/// The program with nothing in its environment.
pub fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_server"));
    command.env_clear().args(arguments).stdin(Stdio::null());
    command
}

pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A server that runs; ended with this.
pub struct Running {
    child: Child,
    pub port: u16,
    _site: Site,
}

impl Running {
    pub async fn start(settings: &[(&str, &str)]) -> Self {
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

    pub async fn connect(&self) -> std::io::Result<TcpStream> {
        TcpStream::connect(("127.0.0.1", self.port)).await
    }

    /// The whole answer to a GET, head and body.
    pub async fn get(&self, path: &str) -> String {
        self.send(&format!("GET {path} HTTP/1.1\r\nhost: localhost\r\naccept: text/html\r\nconnection: close\r\n\r\n"))
            .await
    }

    /// The whole answer to what is sent as it stands.
    pub async fn send(&self, message: &str) -> String {
        let mut stream = self.connect().await.unwrap();
        stream.write_all(message.as_bytes()).await.unwrap();
        read_all(stream).await
    }

    pub fn ask_to_stop(&self) {
        let done = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(done.success());
    }

    /// What it logged until it was told to stop.
    pub async fn stopped(self) -> String {
        self.ask_to_stop();
        self.ended().await
    }

    /// What it logged, once it has ended by itself and well.
    pub async fn ended(mut self) -> String {
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

pub async fn read_all(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    tokio::time::timeout(SOON, stream.read_to_end(&mut answer)).await.expect("an answer in time").unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}
