#![doc = include_str!("../README.md")]

#[cfg(feature = "ssr")]
pub mod address;
pub mod audit;
#[cfg(feature = "ssr")]
pub mod jobs;
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
    use jobs::delete_of_user::DeleteOfUser;
    use kernel::{
        database::record::Schema,
        events::{Fact as _, Subscription},
        facts::UserDeleted,
    };

    kernel::System {
        name: "workspaces",
        doors: permissions::DOORS,
        permissions: permissions::ALL,
        schemas: vec![Schema::global::<workspace::Workspace>(), Schema::global::<membership::Membership>()],
        // The purge joins them where all systems' schemas are known.
        handlers: vec![std::sync::Arc::new(DeleteOfUser)],
        subscriptions: vec![Subscription { fact: UserDeleted::NAME, job: DeleteOfUser::KIND }],
        migrations: Vec::new(),
        visitor_routes: Vec::new(),
        published: Vec::new(),
    }
}
