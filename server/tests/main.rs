//! One executable for all of them: linking costs more than running.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that can't go on has failed")]

mod account;
mod architecture;
mod asvs;
mod csrf;
mod database_away;
mod documents;
mod doors;
mod doors_by_id;
mod doors_by_role;
mod doors_confirmed;
mod headers;
mod hostile_fields;
mod http;
mod invited;
mod live;
mod map;
mod oidc;
mod oidc_link;
mod oidc_tokens;
mod process;
mod process_log;
mod program;
mod replay;
mod requirements;
mod second_factor;
mod settings;
mod source;
mod stand;
mod stuffing;
mod tenancy;
mod two_servers;
mod unicode;
