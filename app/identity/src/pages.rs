//! The console screens.

pub mod account;
