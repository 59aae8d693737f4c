//! The menu of the person who is signed in, at the foot of the sidebar.

use super::{Me, overlay::Overlay};
use crate::navigation::ACCOUNT;
use leptos::prelude::*;
use ui::{Avatar, Dialog, Glyph, Icon, ThemeSwitch, Waiting};

/// Who is signed in; opens the [`ProfileList`].
#[component]
pub fn ProfileMenu() -> impl IntoView {
    let me = expect_context::<Me>().0;
    let open = RwSignal::new(false);
    let name = move || me.get().map(|me| me.map(|me| me.name).unwrap_or_else(|_| "Account".into()));
    view! {
        <button class="nav-item" type="button" aria-label="Account menu" aria-haspopup="dialog" on:click=move |_| open.set(true)>
            <Waiting content=move || name().map(face)/>
        </button>
        <Dialog id="profile" title="Account" open>{Overlay::Profile { open }.view()}</Dialog>
    }
}

fn face(name: String) -> AnyView {
    view! { <Avatar name=name.clone()/> <span class="nav-label" dir="auto">{name}</span> }.into_any()
}

/// Account, theme, installing, signing out.
#[component]
pub fn ProfileList(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <div class="sheet-list">
            <a class="sheet-item" href=ACCOUNT.path on:click=move |_| open.set(false)>
                <Icon name=Glyph::User/>
                <span>"Account and devices"</span>
            </a>
            <button class="sheet-item" type="button" data-install="" hidden>
                <Icon name=Glyph::Download/>
                <span>"Install app"</span>
            </button>
            <div class="sheet-row"><ThemeSwitch name="theme-profile"/></div>
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
