//! The nouns every system shares. A system sees its data only through an authority
//! ([`Member`], [`Visitor`], [`Staff`], [`Job`]), states facts through one outbox, and
//! meets other systems through [`ports`].
//!
//! What compiles for the browser: ids, errors, permissions, money, timestamps, doors.
//! The rest is behind the feature `ssr`.

pub mod asked;
pub mod clock;
pub mod colour;
pub mod door;
pub mod email;
pub mod error;
pub mod hidden;
pub mod id;
pub mod locale;
pub mod money;
pub mod permission;
pub mod return_path;

pub use asked::Asked;
pub use clock::Timestamp;
pub use colour::{Brand, Colour};
pub use door::{Authority, Door};
pub use error::{AppError, AppResult, FieldError};
pub use id::{InvitationId, MemberId, RoleId, SessionId, UserId, WorkspaceId};
pub use locale::Locale;
pub use money::{Currency, Money};
pub use permission::{Access, CustomAccess, Declared, Permission, Reach, Role};

#[cfg(feature = "ssr")]
pub mod answer;
#[cfg(feature = "ssr")]
pub mod audit;
#[cfg(feature = "ssr")]
pub mod authority;
#[cfg(feature = "ssr")]
pub mod database;
#[cfg(feature = "ssr")]
pub mod events;
#[cfg(feature = "ssr")]
pub mod facts;
#[cfg(feature = "ssr")]
pub mod jobs;
#[cfg(feature = "ssr")]
pub mod mail;
#[cfg(feature = "ssr")]
pub mod migration;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod platform;
#[cfg(feature = "ssr")]
pub mod ports;
#[cfg(feature = "ssr")]
pub mod published;
#[cfg(feature = "ssr")]
pub mod random;
#[cfg(feature = "ssr")]
pub mod rate_limit;
#[cfg(feature = "ssr")]
pub mod request;
#[cfg(feature = "ssr")]
pub mod sealing;
#[cfg(feature = "ssr")]
pub mod system;
#[cfg(feature = "ssr")]
pub mod time_zone;
#[cfg(feature = "ssr")]
pub mod token;

#[cfg(feature = "testing")]
pub mod testing;

#[cfg(feature = "ssr")]
pub use authority::{Member, SignedIn, Staff, Visitor};
#[cfg(feature = "ssr")]
pub use database::{
    PlatformDb, TenantDb,
    record::{Global, Index, Record, Tenanted},
    scoped::Scoped,
    store_error::StoreError,
    transaction::{self, Tx},
};
#[cfg(feature = "ssr")]
pub use jobs::Job;
#[cfg(feature = "ssr")]
pub use platform::Platform;
#[cfg(feature = "ssr")]
pub use system::System;
#[cfg(feature = "ssr")]
pub use token::Token;
