//! The one primary action of the screen.

use super::link_form::{DIALOG, LinkForm};
use leptos::prelude::*;
use ui::{Button, ButtonKind, Glyph};

#[component]
pub fn AddButton(form: LinkForm) -> impl IntoView {
    view! {
        <Button kind=ButtonKind::Primary icon=Glyph::Plus on_press=move |()| form.add() attr:aria-controls=DIALOG>
            "Add link"
        </Button>
    }
    .into_any()
}
