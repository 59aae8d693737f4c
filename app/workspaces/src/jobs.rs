//! What the worker does for this system.

pub mod delete_of_user;
pub mod forget_user;
pub mod purge;
