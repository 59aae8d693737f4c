//! What the account screen asks in a sheet. Its code comes when a sheet is first opened, as a chunk.

use super::{deletion::deletion_form, email::email_form, password::password_form};
use leptos::prelude::*;
use ui::{late, use_toasts};

pub enum Sheet {
    Email { open: RwSignal<bool>, current: String, on_changed: Callback<()> },
    Password { open: RwSignal<bool>, name: String, email: String, on_changed: Callback<()> },
    Deletion,
}

impl Sheet {
    pub fn view(self) -> AnyView {
        late(draw_sheet(self))
    }
}

#[lazy]
fn draw_sheet(sheet: Sheet) -> AnyView {
    match sheet {
        Sheet::Email { open, current, on_changed } => email_form(current, closing(open, on_changed)),
        Sheet::Password { open, name, email, on_changed } => password_form(name, email, closing(open, on_changed)),
        Sheet::Deletion => deletion_form(),
    }
}

/// How a sheet ends that has changed the account: it says what came of it.
fn closing(open: RwSignal<bool>, on_changed: Callback<()>) -> Callback<&'static str> {
    let toasts = use_toasts();
    Callback::new(move |words: &'static str| {
        toasts.show(words);
        open.set(false);
        on_changed.run(());
    })
}
