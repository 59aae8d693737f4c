//! The two sheets of a phone's tab bar.

use super::Me;
use crate::navigation::{ACCOUNT, TEAM};
use leptos::prelude::*;
use ui::{Glyph, Icon, ThemeSwitch, Waiting};
use workspaces::{MyWorkspaces, WorkspaceSwitcher};

/// Workspace, team, account, theme, installing, signing out.
#[component]
pub fn MoreList(
    open: RwSignal<bool>,
    /// The command palette, which this can open in its place.
    palette: RwSignal<bool>,
    workspaces: MyWorkspaces,
) -> impl IntoView {
    let me = expect_context::<Me>().0;
    let search = move |_| {
        open.set(false);
        palette.set(true);
    };
    view! {
        <div class="sheet-list">
            <div class="sheet-row"><WorkspaceSwitcher id="switcher-more" from=workspaces/></div>
            <a class="sheet-item" href=TEAM.path on:click=move |_| open.set(false)>
                <Icon name=TEAM.icon/>
                <span>{TEAM.label}</span>
            </a>
            <a class="sheet-item" href=ACCOUNT.path on:click=move |_| open.set(false)>
                <Icon name=ACCOUNT.icon/>
                <span>
                    <Waiting content=move || me.get().map(|me| me.map_or_else(|_| ACCOUNT.label.into(), |me| me.email).into_any())/>
                </span>
            </a>
            <button class="sheet-item" type="button" on:click=search>
                <Icon name=Glyph::Search/>
                <span>"Search"</span>
            </button>
            <button class="sheet-item" type="button" data-install="" hidden>
                <Icon name=Glyph::Download/>
                <span>"Install app"</span>
            </button>
            <p class="sheet-text" data-install-ios="" hidden>
                "To install: tap Share in Safari, then Add to Home Screen."
            </p>
            <div class="sheet-row"><ThemeSwitch name="theme-more"/></div>
            <form class="sheet-form" method="post" action="/api/identity/sessions/sign_out">
                <button class="sheet-item" type="submit">
                    <Icon name=Glyph::SignOut/>
                    <span>"Sign out"</span>
                </button>
            </form>
        </div>
    }
    .into_any()
}

/// What one can make.
#[component]
pub fn CreateList(open: RwSignal<bool>) -> impl IntoView {
    let item = move |label: &'static str, icon: Glyph, href: &'static str| {
        view! {
            <a class="sheet-item" href=href on:click=move |_| open.set(false)>
                <Icon name=icon/>
                <span>{label}</span>
            </a>
        }
    };
    view! {
        <div class="sheet-list">
            {item("New link", Glyph::Link, "/links?new=1")}
            {item("New workspace", Glyph::Layers, "/workspaces/new")}
        </div>
    }
    .into_any()
}
