#![doc = include_str!("../README.md")]

#[cfg(feature = "ssr")]
pub mod address;
pub mod audit;
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
pub mod transfer;
pub mod workspace;

#[cfg(feature = "ssr")]
pub use membership::MembershipStore;
pub use switcher::{MyWorkspaces, WorkspaceSwitcher, provide_my_workspaces};

/// What the server is told of this system.
#[cfg(feature = "ssr")]
pub fn system() -> kernel::System {
    use jobs::{delete_of_user::DeleteOfUser, forget_user::ForgetUser};
    use kernel::{
        database::record::Schema,
        events::{Fact as _, Subscription},
        facts::UserDeleted,
    };

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
        // The purge joins them where all systems' schemas are known.
        handlers: vec![std::sync::Arc::new(ForgetUser), std::sync::Arc::new(DeleteOfUser)],
        subscriptions: vec![
            Subscription { fact: UserDeleted::NAME, job: ForgetUser::KIND },
            Subscription { fact: UserDeleted::NAME, job: DeleteOfUser::KIND },
        ],
        migrations: Vec::new(),
        visitor_routes: public::routes(),
        published: Vec::new(),
    }
}
