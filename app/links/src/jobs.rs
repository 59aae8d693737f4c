//! What this system does when others state a fact.

pub mod readdress;
pub mod restyle;
