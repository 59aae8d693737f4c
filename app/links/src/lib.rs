#![doc = include_str!("../README.md")]

#[cfg(feature = "ssr")]
pub mod click;
#[cfg(feature = "ssr")]
pub mod jobs;
pub mod link;
pub mod page;
pub mod permissions;
#[cfg(feature = "ssr")]
pub mod public;
pub mod public_page;
pub mod text;

#[cfg(feature = "ssr")]
mod system;

#[cfg(feature = "ssr")]
pub use system::system;
