//! What the worker does for this system.

pub mod delete_of_user;
pub mod purge;
