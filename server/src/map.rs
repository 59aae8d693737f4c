//! `server map`: every door, visitor address, stored type, job and fact, for a reader. Kept as
//! docs/map.txt, and a test compares.

use crate::systems;
use kernel::{Authority, Door, System};
use std::fmt::Write as _;

pub fn draw() -> String {
    let mut text = String::from("The map of the platform, drawn by `server map`. A test keeps it current.\n");
    for system in systems::all() {
        draw_system(&mut text, &system);
    }
    text
}

fn draw_system(text: &mut String, system: &System) {
    // Writing to a String does not fail.
    let _ = writeln!(text, "\n{}", system.name);
    for door in system.doors {
        let _ = writeln!(text, "  door      {:<44} {}", door.path, authority(door));
    }
    for route in &system.visitor_routes {
        let _ = writeln!(text, "  visitor   {}", route.pattern);
    }
    for published in &system.published {
        let _ = writeln!(text, "  published {}", published.kind);
    }
    for schema in &system.schemas {
        let scope = if schema.tenanted { "of a workspace" } else { "global" };
        let indexes: Vec<String> = schema.indexes.iter().map(|index| index.name(schema.tenanted)).collect();
        let _ = writeln!(text, "  stored    {:<20} {scope}; {}", schema.collection, indexes.join(", "));
    }
    for handler in &system.handlers {
        let _ = writeln!(text, "  job       {}", handler.kind());
    }
    for subscription in &system.subscriptions {
        let _ = writeln!(text, "  hears     {} -> {}", subscription.fact, subscription.job);
    }
}

fn authority(door: &Door) -> String {
    match door.authority {
        Authority::Anyone => "anyone".into(),
        Authority::SignedIn => "signed in".into(),
        Authority::Confirmed => "confirmed".into(),
        Authority::Member(permission) => permission.name().into(),
        Authority::ConfirmedMember(permission) => format!("{}, confirmed", permission.name()),
        Authority::Staff => "staff".into(),
    }
}
