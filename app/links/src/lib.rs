#![doc = include_str!("../README.md")]

#[cfg(feature = "ssr")]
mod activity;
#[cfg(feature = "ssr")]
pub mod click;
#[cfg(feature = "ssr")]
pub mod jobs;
pub mod link;
pub mod page;
pub mod pages;
pub mod permissions;
#[cfg(feature = "ssr")]
pub mod public;
pub mod public_page;
pub mod text;

/// What the server is told of this system.
#[cfg(feature = "ssr")]
pub fn system() -> kernel::System {
    use jobs::{readdress::Readdress, restyle::Restyle};
    use kernel::{
        database::record::Schema,
        events::{Fact as _, Subscription},
        facts::{WorkspaceAddressChanged, WorkspaceLookChanged},
        page::PublishedKind,
    };

    kernel::System {
        name: "links",
        doors: permissions::DOORS,
        permissions: permissions::ALL,
        schemas: vec![Schema::tenanted::<page::LinkPage>(), Schema::tenanted::<click::DayOfClicks>()],
        handlers: vec![std::sync::Arc::new(Readdress), std::sync::Arc::new(Restyle)],
        subscriptions: vec![
            Subscription { fact: WorkspaceAddressChanged::NAME, job: Readdress::KIND },
            Subscription { fact: WorkspaceLookChanged::NAME, job: Restyle::KIND },
        ],
        migrations: Vec::new(),
        visitor_routes: vec![public::go::ROUTE],
        published: vec![PublishedKind {
            kind: public_page::KIND,
            draw: public::page::draw,
            brand: public::page::brand,
        }],
    }
}
