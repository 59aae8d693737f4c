//! The outside world: one file for each service.

pub mod no_mail;
pub mod oidc;
pub mod smtp;
