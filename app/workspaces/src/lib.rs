#![doc = include_str!("../README.md")]

#[cfg(feature = "ssr")]
mod address;
pub mod invitation;
#[cfg(feature = "ssr")]
pub mod jobs;
pub mod membership;
pub mod pages;
pub mod permissions;
#[cfg(feature = "ssr")]
pub mod public;
pub mod refusal;
pub mod role;
pub mod slug;
mod switcher;
pub mod team;
mod time_zone;
pub mod transfer;
pub mod workspace;

#[cfg(feature = "ssr")]
pub use membership::MembershipStore;
pub use switcher::{MyWorkspaces, WorkspaceSwitcher, provide_my_workspaces};

/// What the server is told of this system.
#[cfg(feature = "ssr")]
pub fn system() -> kernel::System {
    use kernel::{database::record::Schema, events::Subscription};
    kernel::System {
        name: "workspaces",
        doors: permissions::DOORS,
        permissions: permissions::ALL,
        schemas: vec![
            Schema::global::<workspace::Workspace>(),
            Schema::global::<membership::Membership>(),
            Schema::global::<membership::tally::Tally>(),
            Schema::tenanted::<role::CustomRole>(),
            Schema::global::<invitation::Invitation>(),
            Schema::global::<transfer::Transfer>(),
        ],
        handlers: vec![std::sync::Arc::new(jobs::forget_user::ForgetUser)],
        subscriptions: vec![Subscription { fact: jobs::forget_user::FACT, job: jobs::forget_user::ForgetUser::KIND }],
        migrations: Vec::new(),
        visitor_routes: public::routes(),
        published: Vec::new(),
    }
}
