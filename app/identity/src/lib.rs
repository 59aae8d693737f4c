#![doc = include_str!("../README.md")]

pub mod account;
pub mod email;
pub mod pages;
pub mod passkey;
pub mod password;
pub mod permissions;
pub mod recovery;
pub mod registration;
pub mod second_step;
pub mod session;
pub mod totp;
pub mod trusted_device;

#[cfg(feature = "ssr")]
pub mod arrival;
#[cfg(feature = "ssr")]
mod cookies;
#[cfg(feature = "ssr")]
pub mod entry;
#[cfg(feature = "ssr")]
mod limits;
#[cfg(feature = "ssr")]
mod public;
#[cfg(feature = "ssr")]
pub mod second_factor;
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
            Schema::global::<registration::record::Registration>(),
            Schema::global::<session::record::Session>(),
            Schema::global::<second_step::record::SecondStep>(),
            Schema::global::<trusted_device::record::TrustedDevice>(),
            Schema::global::<totp::record::Totp>(),
            Schema::global::<totp::record::PendingTotp>(),
            Schema::global::<recovery::record::RecoveryCodes>(),
            Schema::global::<passkey::record::StoredPasskey>(),
            Schema::global::<passkey::challenge_record::Challenge>(),
        ],
        handlers: Vec::new(),
        subscriptions: Vec::new(),
        migrations: Vec::new(),
        visitor_routes: public::routes(),
        published: Vec::new(),
    }
}
