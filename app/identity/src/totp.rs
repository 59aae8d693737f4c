//! An authenticator app: a secret that the app and we share, of which both make six digits every
//! half minute (RFC 6238).

pub mod confirm;
pub mod enrol;
pub mod remove;

#[cfg(feature = "ssr")]
mod qr;
#[cfg(feature = "ssr")]
pub mod record;
#[cfg(feature = "ssr")]
pub mod secret;
#[cfg(feature = "ssr")]
pub(crate) mod spend;
#[cfg(feature = "ssr")]
pub(crate) mod store;

use serde::{Deserialize, Serialize};

/// What a person puts into their app, in three ways. It is shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// The secret in groups of four, to be typed.
    pub key: String,
    /// What the app understands: `otpauth://totp/…`.
    pub uri: String,
    /// The URI, to be read by a camera.
    pub qr: QrDrawing,
}

/// The dark squares of a QR code, as the path of an SVG with `size` units on a side, four of them
/// the quiet zone around it (ISO/IEC 18004, 9.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QrDrawing {
    pub size: u32,
    pub path: String,
}
