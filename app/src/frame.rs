//! The frame of every console screen: a sidebar on a desktop, five tabs under the thumb on a
//! phone, the palette, and the messages.

mod more;
pub(crate) mod overlay;
mod profile;
mod tabs;

use crate::navigation::{HOME, Place, REST, SYSTEMS};
use identity::account::{Me, me::me};
use kernel::Asked;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use overlay::Overlay;
use profile::ProfileMenu;
use tabs::TabBar;
use ui::{Dialog, Glyph, Icon, Palette, ToastStack};
use workspaces::{WorkspaceSwitcher, provide_my_workspaces};

/// Sidebar, tabs and sheets around a screen.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let workspaces = provide_my_workspaces();
    provide_context(Me(Asked::new(me)));
    let (palette, more, create) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    view! {
        <a class="skip" href="#content">"Skip to content"</a>
        <div class="frame">
            <aside class="sidebar">
                <a class="wordmark" href=HOME.path>"Mewayz"</a>
                <div class="sidebar-switch"><WorkspaceSwitcher id="switcher" from=workspaces/></div>
                <nav class="sidebar-nav" aria-label="Main">
                    {SYSTEMS.map(nav_item).collect_view()}
                    {REST.map(nav_item).collect_view()}
                </nav>
                <button class="nav-item" type="button" on:click=move |_| palette.set(true)>
                    <Icon name=Glyph::Search/>
                    <span class="nav-label">"Search"</span>
                    <kbd class="nav-key">"⌘K"</kbd>
                </button>
                <div class="sidebar-foot"><ProfileMenu/></div>
            </aside>
            <main class="content" id="content" tabindex="-1">{children()}</main>
            <TabBar more create/>
        </div>
        <Dialog id="more" title="More" open=more sheet=true>
            {Overlay::More { open: more, palette, workspaces }.view()}
        </Dialog>
        <Dialog id="create" title="Create" open=create sheet=true>{Overlay::Create { open: create }.view()}</Dialog>
        <Dialog id="step-up" title="Confirm that it is you" open=ui::use_step_up().open()>
            {Overlay::StepUp.view()}
        </Dialog>
        <Palette open=palette>{Overlay::Finder { open: palette }.view()}</Palette>
        <ToastStack>{Overlay::Toasts.view()}</ToastStack>
    }
}

fn nav_item(place: Place) -> AnyView {
    let path = use_location().pathname;
    view! {
        <a class="nav-item" href=place.path title=place.label aria-current=move || place.holds(&path.get()).then_some("page")>
            <Icon name=place.icon/>
            <span class="nav-label">{place.label}</span>
        </a>
    }
    .into_any()
}
