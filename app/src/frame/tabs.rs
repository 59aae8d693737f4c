//! The five tabs of a phone.

use crate::navigation::{HOME, LINKS, Place, SETTINGS};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use ui::{Glyph, Icon};

#[component]
pub fn TabBar(
    /// Opens the sheet with the rest.
    more: RwSignal<bool>,
    /// Opens the sheet of what one can make.
    create: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <nav class="tabbar" aria-label="Tabs">
            {tab(HOME)} {tab(LINKS)}
            <button class="tab create" type="button" aria-haspopup="dialog" on:click=move |_| create.set(true)>
                <span class="tab-disc"><Icon name=Glyph::Plus/></span>
                <span>"Create"</span>
            </button>
            {tab(SETTINGS)}
            <button class="tab" type="button" aria-haspopup="dialog" on:click=move |_| more.set(true)>
                <Icon name=Glyph::Menu/>
                <span>"More"</span>
            </button>
        </nav>
    }
}

fn tab(place: Place) -> impl IntoView {
    let path = use_location().pathname;
    view! {
        <a class="tab" href=place.path aria-current=move || place.holds(&path.get()).then_some("page")>
            <Icon name=place.icon/>
            <span>{place.label}</span>
        </a>
    }
}
