//! `server worker`: jobs only. Any number of them, beside any number of servers.

use crate::Failure;
use crate::{config::Config, serve::stop_signal, systems};

pub async fn run(config: Config) -> Result<(), Failure> {
    let platform = systems::platform(&config).await?;
    let stop = stop_signal();
    tokio::spawn(platform.database().clone().watch());
    let worker = systems::worker(&platform, &systems::all());
    tracing::info!(name = %worker.name, "worker runs");
    worker.run(stop).await;
    tracing::info!("worker stopped");
    Ok(())
}
