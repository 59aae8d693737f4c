//! What a system tells the server: its doors, its stored types, its jobs.

use crate::{
    Declared, Door,
    database::record::Schema,
    events::Subscription,
    jobs::Handler,
    migration::Migration,
    page::{PublishedKind, VisitorRoute},
};
use std::sync::Arc;

pub struct System {
    pub name: &'static str,
    pub doors: &'static [Door],
    /// What a role may be given, in the order in which people see it.
    pub permissions: &'static [Declared],
    pub schemas: Vec<Schema>,
    pub handlers: Vec<Arc<dyn Handler>>,
    pub subscriptions: Vec<Subscription>,
    pub migrations: Vec<Migration>,
    pub visitor_routes: Vec<VisitorRoute>,
    pub published: Vec<PublishedKind>,
}

/// The kernel's own collections and jobs.
pub fn kernel() -> System {
    System {
        name: "kernel",
        doors: &[],
        permissions: &[],
        schemas: vec![
            Schema::tenanted::<crate::audit::AuditEntry>(),
            Schema::tenanted::<crate::audit::AuditHead>(),
            Schema::global::<crate::events::OutboxEntry>(),
            Schema::global::<crate::jobs::Job>(),
            Schema::global::<crate::migration::Applied>(),
            Schema::global::<crate::published::Published>(),
            Schema::global::<crate::rate_limit::Attempts>(),
        ],
        handlers: vec![Arc::new(crate::mail::SendMail)],
        subscriptions: Vec::new(),
        migrations: Vec::new(),
        visitor_routes: Vec::new(),
        published: Vec::new(),
    }
}
