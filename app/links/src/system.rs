//! What this system tells the server.

use crate::{
    click::DayOfClicks,
    jobs::readdress::Readdress,
    page::LinkPage,
    permissions::DOORS,
    public::{go, page},
    public_page::KIND,
};
use kernel::{
    System,
    database::record::Schema,
    events::{Fact as _, Subscription},
    facts::WorkspaceAddressChanged,
    page::PublishedKind,
};
use std::sync::Arc;

pub fn system() -> System {
    System {
        name: "links",
        doors: DOORS,
        schemas: vec![Schema::tenanted::<LinkPage>(), Schema::tenanted::<DayOfClicks>()],
        handlers: vec![Arc::new(Readdress)],
        subscriptions: vec![Subscription { fact: WorkspaceAddressChanged::NAME, job: Readdress::KIND }],
        migrations: Vec::new(),
        visitor_routes: vec![go::ROUTE],
        published: vec![PublishedKind { kind: KIND, draw: page::draw }],
    }
}
