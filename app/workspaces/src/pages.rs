//! The console screens of this system.

mod address_field;
mod form_fault;
mod new;
mod settings;
mod time_zone_field;

pub use new::NewWorkspacePage;
pub use settings::SettingsPage;
