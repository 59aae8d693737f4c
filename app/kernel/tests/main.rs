//! One executable for all of them: linking costs more than running.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that can't go on has failed")]

mod audit;
mod database_down;
mod indexes;
mod jobs;
mod mail;
mod migration;
mod outbox;
mod published;
mod rate_limit;
mod tenancy;
mod transaction;
