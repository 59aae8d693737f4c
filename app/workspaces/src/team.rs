//! The people of a workspace together: its members, who is invited, and the roles that they can
//! have.

pub mod show;
