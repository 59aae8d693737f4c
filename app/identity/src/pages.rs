//! The console screens.

pub mod account;
mod browser_passkey;
pub mod confirm;
pub mod passkey_offer;
pub mod security;
mod sending;
