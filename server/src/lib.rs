//! The HTTP server and its tools: what `serve`, `worker`, `migrate`, `map`, `seed` and
//! `health` do.

pub mod adapters;
pub mod api;
pub mod assets;
pub mod audit;
pub mod config;
pub mod console;
pub mod development;
pub mod health;
pub mod live;
pub mod map;
pub mod metrics;
pub mod middleware;
pub mod migrate;
pub mod notice;
pub mod published;
pub mod returned_form;
pub mod router;
pub mod seed;
pub mod serve;
pub mod state;
pub mod systems;
pub mod visitor;
pub mod worker;

/// Why a command gave up, in words for whoever typed it.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
