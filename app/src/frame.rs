//! The frame of every console screen: a sidebar on a desktop, five tabs under the thumb on a
//! phone, the palette, and the messages.

mod more;
mod profile;
mod tabs;

use crate::navigation::{ACCOUNT, HOME, Place, REST, SYSTEMS};
use identity::account::me::me;
use kernel::AppResult;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use more::{CreateSheet, MoreSheet};
use profile::ProfileMenu;
use tabs::TabBar;
use ui::{Command, Glyph, Icon, Palette, ToastStack};
use workspaces::{WorkspaceSwitcher, provide_my_workspaces};

/// Who is signed in, for the menus; the address is empty while it is not known.
#[derive(Clone, Copy)]
pub struct Me(pub Resource<AppResult<identity::account::Account>>);

/// Sidebar, tabs and sheets around a screen.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let workspaces = provide_my_workspaces();
    provide_context(Me(Resource::new(|| (), |()| me())));
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
        <MoreSheet open=more palette workspaces/>
        <CreateSheet open=create/>
        <Palette open=palette commands=Signal::stored(commands())/>
        <ToastStack/>
    }
}

fn nav_item(place: Place) -> impl IntoView {
    let path = use_location().pathname;
    view! {
        <a class="nav-item" href=place.path title=place.label aria-current=move || place.holds(&path.get()).then_some("page")>
            <Icon name=place.icon/>
            <span class="nav-label">{place.label}</span>
        </a>
    }
}

/// What ⌘K finds: every place, and what one can make.
fn commands() -> Vec<Command> {
    let places = SYSTEMS.into_iter().chain(REST).chain([ACCOUNT]);
    let mut all: Vec<Command> = places.map(|place| Command::go(place.label, "Go to", place.icon, place.path)).collect();
    all.push(Command::go("New link", "Create", Glyph::Plus, "/links?new=1"));
    all.push(Command::go("New workspace", "Create", Glyph::Layers, "/workspaces/new"));
    all.push(Command::run("Use the light theme", "Theme", Glyph::Sun, || ui::Theme::Light.choose()));
    all.push(Command::run("Use the dark theme", "Theme", Glyph::Moon, || ui::Theme::Dark.choose()));
    all.push(Command::run("Follow the system's theme", "Theme", Glyph::Monitor, || ui::Theme::System.choose()));
    all
}
