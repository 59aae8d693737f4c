#![doc = include_str!("../README.md")]

#[cfg(feature = "ssr")]
mod address;
#[cfg(feature = "ssr")]
pub mod membership;
pub mod pages;
pub mod permissions;
pub mod slug;
mod switcher;
mod time_zone;
pub mod workspace;

#[cfg(feature = "ssr")]
pub use membership::MembershipStore;
pub use switcher::{MyWorkspaces, WorkspaceSwitcher, provide_my_workspaces};

/// What the server is told of this system.
#[cfg(feature = "ssr")]
pub fn system() -> kernel::System {
    use kernel::database::record::Schema;
    kernel::System {
        name: "workspaces",
        doors: permissions::DOORS,
        permissions: permissions::ALL,
        schemas: vec![Schema::global::<workspace::Workspace>(), Schema::global::<membership::Membership>()],
        handlers: Vec::new(),
        subscriptions: Vec::new(),
        migrations: Vec::new(),
        visitor_routes: Vec::new(),
        published: Vec::new(),
    }
}
