//! What the frame shows only when somebody asks for it. Its code comes then, as a chunk.

use super::more::{CreateList, MoreList};
use super::profile::ProfileList;
use crate::navigation::{ACCOUNT, REST, SYSTEMS};
use identity::pages::confirm::ConfirmForm;
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{ButtonLink, Command, EmptyState, Finder, Glyph, Theme, ToastList, late};
use workspaces::MyWorkspaces;

#[derive(Clone, Copy)]
pub enum Overlay {
    /// ⌘K.
    Finder { open: RwSignal<bool> },
    /// The tab bar's sheet with the rest; it can open the palette in its place.
    More { open: RwSignal<bool>, palette: RwSignal<bool>, workspaces: MyWorkspaces },
    /// The tab bar's sheet of what one can make.
    Create { open: RwSignal<bool> },
    /// The menu at the foot of the sidebar.
    Profile { open: RwSignal<bool> },
    /// What shows once more who one is.
    StepUp,
    /// What there was to say.
    Toasts,
    /// An address of the console that leads nowhere, reached without asking the server.
    Missing,
}

impl Overlay {
    pub fn view(self) -> AnyView {
        late(draw_overlay(self))
    }
}

#[lazy]
fn draw_overlay(overlay: Overlay) -> AnyView {
    match overlay {
        Overlay::Finder { open } => view! { <Finder open commands=commands()/> }.into_any(),
        Overlay::More { open, palette, workspaces } => view! { <MoreList open palette workspaces/> }.into_any(),
        Overlay::Create { open } => view! { <CreateList open/> }.into_any(),
        Overlay::Profile { open } => view! { <ProfileList open/> }.into_any(),
        Overlay::StepUp => view! { <ConfirmForm/> }.into_any(),
        Overlay::Toasts => view! { <ToastList/> }.into_any(),
        Overlay::Missing => missing(),
    }
}

/// What ⌘K finds: every place, and what one can make.
fn commands() -> Vec<Command> {
    let places = SYSTEMS.into_iter().chain(REST).chain([ACCOUNT]);
    let mut all: Vec<Command> = places.map(|place| Command::go(place.label, "Go to", place.icon, place.path)).collect();
    all.push(Command::go("Activity", "Go to", Glyph::Clock, "/settings/activity"));
    all.push(Command::go("Workspaces", "Go to", Glyph::Layers, "/workspaces"));
    all.push(Command::go("New link", "Create", Glyph::Plus, "/links?new=1"));
    all.push(Command::go("New workspace", "Create", Glyph::Layers, "/workspaces/new"));
    all.push(Command::run("Use the light theme", "Theme", Glyph::Sun, || Theme::Light.choose()));
    all.push(Command::run("Use the dark theme", "Theme", Glyph::Moon, || Theme::Dark.choose()));
    all.push(Command::run("Use the system's theme", "Theme", Glyph::Monitor, || Theme::System.choose()));
    all
}

fn missing() -> AnyView {
    view! {
        <Title text="Not found"/>
        <EmptyState
            icon=Glyph::Search
            title="Nothing lives here"
            text="The address may have changed, or the page was removed."
            action=|| view! { <ButtonLink href="/home">"Go home"</ButtonLink> }
        />
    }
    .into_any()
}
