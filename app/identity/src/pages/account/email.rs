use crate::{email::problem, email_change::request::request_email_change, pages::sending::Sending};
use kernel::AppError;
use leptos::{ev::SubmitEvent, prelude::*};
use ui::{Button, ButtonKind, TextField, focus_unless_typing};

/// Asks for another address; `close` says what came of it.
pub fn email_form(current: String, close: Callback<&'static str>) -> AnyView {
    let (email, sending) = (RwSignal::new(String::new()), Sending::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = email.get_untracked();
        if let Some(words) = problem(&typed) {
            return sending.refuse(AppError::invalid("email", words));
        }
        sending.send(
            move || request_email_change(typed.clone()),
            move |()| {
                email.set(String::new());
                close.run("Look into the mailbox of the new address");
            },
        );
    };
    Effect::new(|_| focus_unless_typing("new-email"));
    view! {
        <form class="form" on:submit=submit novalidate>
            <p class="muted">
                "We mail a link to the new address. Until you open it, " <b>{current}</b> " stays your address; it is told of the change too."
            </p>
            {sending.fault("/account")}
            <TextField
                label="New email"
                name="email"
                id="new-email"
                input_type="email"
                autocomplete="email"
                value=email
                autofocus=true
                error=sending.of_field("email")
            />
            <Button kind=ButtonKind::Primary submit=true wide=true busy=sending.busy>"Send the link"</Button>
        </form>
    }
    .into_any()
}
