//! What a process holds: the database, the clock, randomness, the ports and where it is
//! reached. Handed to every door through the reactive context and to every job as a parameter.

use crate::{
    AppError, AppResult, PlatformDb, TenantDb, Timestamp, WorkspaceId,
    clock::{Clock, SystemClock},
    database::Database,
    ports::Ports,
    random::{Random, SystemRandom},
    sealing::SealingKey,
};
use leptos::prelude::use_context;
use std::sync::Arc;

#[derive(Clone)]
pub struct Platform {
    inner: Arc<Inner>,
}

#[derive(Clone)]
struct Inner {
    database: Database,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    ports: Ports,
    public_url: String,
    sealing_key: SealingKey,
}

impl Platform {
    /// `public_url` is where people reach us, without a slash at its end.
    pub fn new(database: Database, ports: Ports, public_url: &str) -> Self {
        Self::with(database, ports, public_url, Arc::new(SystemClock), Arc::new(SystemRandom))
    }

    /// As [`Self::new`], with a clock and a source of randomness of one's own.
    pub fn with(
        database: Database,
        ports: Ports,
        public_url: &str,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Self {
        let (public_url, sealing_key) = (public_url.trim_end_matches('/').to_owned(), SealingKey::for_development());
        Self { inner: Arc::new(Inner { database, clock, random, ports, public_url, sealing_key }) }
    }

    /// Seals with `key` from now on; before, with the one that every developer has.
    pub fn sealing_with(self, key: SealingKey) -> Self {
        let Inner { database, clock, random, ports, public_url, .. } = &*self.inner;
        let inner = Inner {
            database: database.clone(),
            clock: clock.clone(),
            random: random.clone(),
            ports: ports.clone(),
            public_url: public_url.clone(),
            sealing_key: key,
        };
        Self { inner: Arc::new(inner) }
    }

    /// The same platform with another answer to who is a member where.
    #[cfg(feature = "testing")]
    pub fn with_memberships(&self, memberships: Arc<dyn crate::ports::Memberships>) -> Self {
        let ports = Ports { memberships, ..self.ports().clone() };
        Self { inner: Arc::new(Inner { ports, ..(*self.inner).clone() }) }
    }

    /// The platform that serves the current request.
    pub fn current() -> AppResult<Self> {
        use_context::<Self>().ok_or_else(|| AppError::internal("no platform in the context"))
    }

    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    pub fn random<const N: usize>(&self) -> [u8; N] {
        self.inner.random.bytes()
    }

    pub fn ports(&self) -> &Ports {
        &self.inner.ports
    }

    /// What keeps secrets that have to be read again.
    pub fn sealing_key(&self) -> &SealingKey {
        &self.inner.sealing_key
    }

    pub fn database(&self) -> &Database {
        &self.inner.database
    }

    /// Where people reach us, without a slash at its end.
    pub fn public_url(&self) -> &str {
        &self.inner.public_url
    }

    /// Whether people reach us over TLS, so that cookies may be `Secure` and `__Host-`.
    pub fn is_https(&self) -> bool {
        self.inner.public_url.starts_with("https://")
    }

    /// Global data: users, plans, the workspaces themselves. The architecture test lists who
    /// may ask for it.
    pub fn platform_db(&self) -> PlatformDb {
        PlatformDb::new(self.inner.database.clone())
    }

    /// The data of one workspace, for an authority that has been established.
    pub(crate) fn tenant(&self, workspace: WorkspaceId) -> TenantDb {
        TenantDb::new(self.inner.database.clone(), workspace)
    }
}
