//! The wire to the database, which a test can cut, clamp and mend.

use std::sync::Arc;
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wire {
    Whole,
    /// Connections end, and new ones are refused: the database was killed.
    Cut,
    /// Connections stay, and nothing passes: the database was stopped.
    Clamped,
}

#[derive(Clone)]
pub struct Cable {
    port: u16,
    wire: Arc<watch::Sender<Wire>>,
}

impl Cable {
    /// Lays a cable to the first host that the URI names.
    pub async fn lay(uri: &str) -> Self {
        let hosts = uri.split_once("://").unwrap().1.split(['/', '?']).next().unwrap();
        let host = hosts.rsplit('@').next().unwrap().split(',').next().unwrap().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (wire, state) = watch::channel(Wire::Whole);
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                if *state.borrow() != Wire::Cut {
                    tokio::spawn(carry(near, host.clone(), state.clone()));
                }
            }
        });
        Self { port, wire: Arc::new(wire) }
    }

    /// The database at its end, as one server: the driver must not find a way around.
    pub fn uri(&self) -> String {
        format!("mongodb://127.0.0.1:{}/?directConnection=true", self.port)
    }

    pub fn cut(&self) {
        self.wire.send_replace(Wire::Cut);
    }

    pub fn clamp(&self) {
        self.wire.send_replace(Wire::Clamped);
    }

    pub fn mend(&self) {
        self.wire.send_replace(Wire::Whole);
    }
}

async fn carry(mut near: TcpStream, host: String, mut wire: watch::Receiver<Wire>) {
    let Ok(mut far) = TcpStream::connect(host).await else { return };
    loop {
        let now = *wire.borrow_and_update();
        tokio::select! {
            _ = copy_bidirectional(&mut near, &mut far), if now == Wire::Whole => return,
            changed = wire.changed() => if changed.is_err() { return },
        }
        if *wire.borrow() == Wire::Cut {
            return;
        }
    }
}
