//! The console screens of this system.

mod address_field;
mod form_fault;
mod new;
mod settings;
mod time_zone_field;

use leptos::prelude::*;
use leptos_router::{Lazy, MatchNestedRoutes, components::Route, path};
use new::NewWorkspacePage;
use settings::SettingsPage;

/// `/workspaces/new` and `/settings`, each loaded when it is first opened.
#[component(transparent)]
pub fn Routes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/workspaces/new") view={Lazy::<NewWorkspacePage>::new()}/>
        <Route path=path!("/settings") view={Lazy::<SettingsPage>::new()}/>
    }
    .into_inner()
}
