//! One executable for all of them: linking costs more than running.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that can't go on has failed")]

mod account;
mod deletion;
mod devices;
mod email_change;
mod enumeration;
mod openid;
mod openid_link;
mod passkey;
mod password_reset;
mod recovery;
mod registration;
mod screens;
mod second_step;
mod session;
mod step_up;
mod stuffing;
mod support;
mod timing;
mod totp;
mod ways_back;
