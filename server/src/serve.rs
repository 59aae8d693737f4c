//! `server serve`: listens at once, with or without a database; drains on SIGTERM.

use crate::Failure;
use crate::{
    assets::Assets,
    config::{Config, Environment},
    live,
    metrics::{self, Metrics},
    migrate,
    published::{self, PageCache},
    router,
    state::AppState,
    systems,
};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{net::TcpListener, sync::watch};

/// How long requests that are under way may take once we are told to stop.
const DRAIN: Duration = Duration::from_secs(10);
/// A client that takes longer to send its head is not waited for.
const HEAD_PATIENCE: Duration = Duration::from_secs(10);

pub async fn run(config: Config) -> Result<(), Failure> {
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|error| format!("can't listen on {}: {error}; another LISTEN_ADDR would do", config.listen))?;
    let stop = stop_signal();
    let state = open(config).await?;
    tokio::spawn(state.platform.database().clone().watch());
    if let Some(address) = state.config.metrics {
        tokio::spawn(metrics::serve(address, state.clone()));
    }
    tokio::spawn(get_ready(state.clone(), stop.clone()));
    tracing::info!(address = %state.config.listen, url = %state.config.public_url, "listening");
    accept(listener, state, stop).await;
    tracing::info!("stopped");
    Ok(())
}

/// The state of a server, before it listens.
pub async fn open(config: Config) -> Result<AppState, Failure> {
    let platform = systems::platform(&config).await?;
    let assets = Assets::load(&config)?;
    Ok(AppState {
        platform,
        systems: Arc::new(systems::all()),
        assets: Arc::new(assets),
        pages: Arc::new(PageCache::new()),
        streams: Arc::default(),
        metrics: Arc::new(Metrics::new()),
        migrated: Arc::new(AtomicBool::new(false)),
        config: Arc::new(config),
    })
}

/// As soon as the database answers: in development bring it in line, in production insist that
/// it is (drift at start ends the process); then keep the assets and start the worker.
async fn get_ready(state: AppState, stop: watch::Receiver<bool>) {
    if !come_in_line(&state, stop.clone()).await {
        return;
    }
    state.migrated.store(true, Ordering::Release);
    tokio::spawn(published::follow(state.clone()));
    tokio::spawn(live::follow(state.clone()));
    tracing::info!("ready");
    if state.config.worker {
        tokio::spawn(systems::worker(&state.platform, &state.systems).run(stop));
    }
    if let Err(error) = state.assets.keep(&state.platform).await {
        tracing::warn!(%error, "this deploy's assets were not kept for open tabs");
    }
}

async fn come_in_line(state: &AppState, mut stop: watch::Receiver<bool>) -> bool {
    while !*stop.borrow() {
        let outcome = if state.config.is_production() {
            migrate::outstanding(&state.platform, &state.systems).await.map_err(Failure::from)
        } else {
            migrate::apply(&state.platform, &state.systems).await.map(|_| Vec::new())
        };
        match outcome {
            Ok(outstanding) if outstanding.is_empty() => return true,
            Ok(outstanding) => {
                tracing::error!(?outstanding, "the database is not in line with this version: run `server migrate`");
                std::process::exit(1);
            }
            Err(error) => tracing::warn!(%error, "the database is not ready"),
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(500)) => {}
            _ = stop.changed() => {}
        }
    }
    false
}

async fn accept(listener: TcpListener, state: AppState, mut stop: watch::Receiver<bool>) {
    let (app, streams) = (router::build(state.clone()), state.streams);
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD_PATIENCE).max_buf_size(64 * 1024);
    let connections = GracefulShutdown::new();
    while !*stop.borrow() {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    // Small answers are not held back to be sent together (Nagle's algorithm).
                    let _ = stream.set_nodelay(true);
                    let service = TowerToHyperService::new(router::for_peer(app.clone(), peer));
                    let connection = builder.serve_connection(TokioIo::new(stream), service);
                    tokio::spawn(connections.watch(connection));
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
            _ = stop.changed() => {}
        }
    }
    drop(listener);
    streams.close();
    if tokio::time::timeout(DRAIN, connections.shutdown()).await.is_err() {
        tracing::warn!("requests were still under way after {} s", DRAIN.as_secs());
    }
}

/// Turns true on SIGTERM or Ctrl-C.
pub fn stop_signal() -> watch::Receiver<bool> {
    let (say, stop) = watch::channel(false);
    tokio::spawn(async move {
        wait_for_signal().await;
        tracing::info!("asked to stop");
        let _ = say.send(true);
    });
    stop
}

async fn wait_for_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
        }
        Err(error) => {
            tracing::warn!(%error, "SIGTERM is not heard");
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}

/// JSON lines in production, readable ones in development.
pub fn start_logging(environment: Environment) {
    use tracing_subscriber::{EnvFilter, fmt, prelude::*};
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let registry = tracing_subscriber::registry().with(filter);
    match environment {
        Environment::Production => registry.with(fmt::layer().json().flatten_event(true)).init(),
        Environment::Development => registry.with(fmt::layer().compact().with_target(false)).init(),
    }
}

/// The peer's address, as the connection knows it.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);
