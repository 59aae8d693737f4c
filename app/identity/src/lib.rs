#![doc = include_str!("../README.md")]

pub mod account;
pub mod email;
pub mod openid;
pub mod pages;
pub mod password;
pub mod permissions;
pub mod registration;
pub mod session;
pub mod sign_in_methods;

#[cfg(feature = "ssr")]
pub mod arrival;
#[cfg(feature = "ssr")]
mod cookies;
#[cfg(feature = "ssr")]
mod limits;
#[cfg(feature = "ssr")]
mod public;
#[cfg(feature = "ssr")]
pub mod token;
#[cfg(feature = "ssr")]
pub mod user;

#[cfg(feature = "ssr")]
pub use session::port::SessionStore;

/// What identity tells the server.
#[cfg(feature = "ssr")]
pub fn system() -> kernel::System {
    use kernel::database::record::Schema;

    kernel::System {
        name: "identity",
        doors: permissions::DOORS,
        permissions: &[],
        schemas: vec![
            Schema::global::<user::User>(),
            Schema::global::<openid::record::Identity>(),
            Schema::global::<openid::record::Flow>(),
            Schema::global::<openid::record::Waiting>(),
            Schema::global::<registration::record::Registration>(),
            Schema::global::<session::record::Session>(),
        ],
        handlers: Vec::new(),
        subscriptions: Vec::new(),
        migrations: Vec::new(),
        visitor_routes: public::routes(),
        published: Vec::new(),
    }
}
