//! The console screens.

pub mod account;
pub mod sign_in_methods;
