//! An email address, and the one spelling under which we know it.

pub use kernel::email::*;
