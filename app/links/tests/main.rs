//! One executable for all of them: linking costs more than running.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that can't go on has failed")]

mod activity;
mod clicking;
mod editing;
mod own_only;
mod publishing;
mod stage;
