//! The shell: the console document and its router, the visitor document, the navigation and
//! the home screen.

pub mod console;
mod frame;
mod gallery;
mod home;
mod navigation;
#[cfg(feature = "ssr")]
pub mod visitor;
