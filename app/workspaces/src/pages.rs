//! The console screens of this system.

mod activity;
mod address_field;
mod list;
mod new;
mod roles;
mod settings;
mod team;

pub use activity::ActivityPage;
pub use list::WorkspacesPage;
pub use new::NewWorkspacePage;
pub use roles::RolesPage;
pub use settings::SettingsPage;
pub use team::TeamPage;
