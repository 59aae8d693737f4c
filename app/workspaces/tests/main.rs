//! One executable for all of them: linking costs more than running.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that can't go on has failed")]

mod addresses;
mod audit;
mod deletion;
mod invitations;
mod inviting;
mod members;
mod office;
mod ownership;
mod roles;
mod settings;
mod stage;
mod workspaces;
