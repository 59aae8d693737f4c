//! Which systems there are and who answers which port: the one place that knows them all.

use crate::Failure;
use crate::{adapters, config::Config};
use kernel::{
    Platform, System,
    database::{Database, record::Schema},
    events::Subscription,
    jobs::{Handler, worker::Worker},
    migration::Migration,
    ports::{Mailer, OpenId, Ports},
};
use std::sync::Arc;
use workspaces::jobs::purge::Purge;

/// All systems, in the order of the navigation.
pub fn all() -> Vec<System> {
    let mut all = vec![kernel::system::kernel(), identity::system(), workspaces::system(), links::system()];
    // A workspace is purged of what all systems keep of it: whichever there are, the schemas tell.
    let purge = Arc::new(Purge::of(&schemas(&all)));
    all.iter_mut().filter(|system| system.name == "workspaces").for_each(|system| system.handlers.push(purge.clone()));
    all
}

/// Wires the ports and opens the database, which may not be there yet.
pub async fn platform(config: &Config) -> Result<Platform, Failure> {
    let uri = config.mongodb_uri.as_deref().ok_or("MONGODB_URI is not set: there is no database to use")?;
    let database = Database::open(uri, &config.mongodb_database).await?;
    let platform = Platform::new(database, ports(mailer(config)?, open_id(config)?), &config.public_url);
    Ok(platform.sealing_with(config.sealing_key.clone()))
}

pub fn ports(mailer: Arc<dyn Mailer>, open_id: Option<Arc<dyn OpenId>>) -> Ports {
    Ports {
        sessions: Arc::new(identity::SessionStore),
        memberships: Arc::new(workspaces::MembershipStore),
        mailer,
        permissions: Arc::new(all().iter().flat_map(|system| system.permissions.iter().copied()).collect()),
        open_id,
    }
}

fn open_id(config: &Config) -> Result<Option<Arc<dyn OpenId>>, Failure> {
    let Some(settings) = &config.open_id else { return Ok(None) };
    let issuer = adapters::oidc::Oidc::new(settings, &config.public_url, config.is_production())?;
    Ok(Some(Arc::new(issuer)))
}

fn mailer(config: &Config) -> Result<Arc<dyn Mailer>, Failure> {
    Ok(match &config.smtp_url {
        Some(url) => Arc::new(adapters::smtp::Smtp::new(url, &config.mail_from, &config.public_url)?),
        None => Arc::new(adapters::no_mail::NoMail),
    })
}

pub fn schemas(systems: &[System]) -> Vec<Schema> {
    systems.iter().flat_map(|system| system.schemas.clone()).chain(crate::assets::archive::schemas()).collect()
}

pub fn migrations(systems: &[System]) -> Vec<Migration> {
    systems.iter().flat_map(|system| system.migrations.clone()).collect()
}

/// A worker over all systems' jobs.
pub fn worker(platform: &Platform, systems: &[System]) -> Worker {
    let handlers: Vec<Arc<dyn Handler>> = systems.iter().flat_map(|system| system.handlers.iter().cloned()).collect();
    let subscriptions: Vec<Subscription> =
        systems.iter().flat_map(|system| system.subscriptions.iter().copied()).collect();
    Worker {
        platform: platform.clone(),
        handlers: Arc::new(handlers),
        subscriptions: Arc::new(subscriptions),
        name: format!("{}-{}", std::process::id(), hex::encode(platform.random::<8>())),
    }
}
