//! What visitors see: rendered on the server, without scripts.

pub mod go;
pub mod page;
