//! What the worker does.

pub mod forget_user;
