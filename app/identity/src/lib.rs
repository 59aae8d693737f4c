#![doc = include_str!("../README.md")]

pub mod account;
pub mod deletion;
pub mod email;
pub mod email_change;
pub mod export;
pub mod language;
pub mod openid;
pub mod pages;
pub mod passkey;
pub mod password;
pub mod password_reset;
pub mod permissions;
pub mod profile;
pub mod recovery;
pub mod registration;
pub mod second_step;
pub mod session;
pub mod sign_in_methods;
pub mod totp;
pub mod trusted_device;

#[cfg(feature = "ssr")]
pub mod arrival;
#[cfg(feature = "ssr")]
mod cookies;
#[cfg(feature = "ssr")]
pub mod entry;
#[cfg(feature = "ssr")]
pub mod limits;
#[cfg(feature = "ssr")]
pub mod notice;
#[cfg(feature = "ssr")]
mod public;
#[cfg(feature = "ssr")]
pub mod second_factor;
#[cfg(feature = "ssr")]
pub mod time_zone;
#[cfg(feature = "ssr")]
pub mod user;

#[cfg(feature = "ssr")]
pub use session::port::SessionStore;

/// What identity tells the server.
#[cfg(feature = "ssr")]
pub fn system() -> kernel::System {
    use kernel::database::record::Schema;
    use std::sync::Arc;

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
            Schema::global::<password_reset::record::PasswordReset>(),
            Schema::global::<email_change::record::EmailChange>(),
            Schema::global::<export::record::Export>(),
            Schema::global::<second_step::record::SecondStep>(),
            Schema::global::<trusted_device::record::TrustedDevice>(),
            Schema::global::<totp::record::Totp>(),
            Schema::global::<totp::record::PendingTotp>(),
            Schema::global::<recovery::record::RecoveryCodes>(),
            Schema::global::<passkey::record::StoredPasskey>(),
            Schema::global::<passkey::challenge_record::Challenge>(),
        ],
        handlers: vec![Arc::new(export::job::MakeExport), Arc::new(deletion::job::DeleteAccount)],
        subscriptions: Vec::new(),
        migrations: Vec::new(),
        visitor_routes: public::routes(),
        published: Vec::new(),
    }
}
