use super::strength::Strength;
use crate::{pages::sending::Sending, password::change::change_password};
use leptos::{ev::SubmitEvent, prelude::*};
use ui::{Button, ButtonKind, TextField, focus_unless_typing};

/// Sets the password, also the first one; `close` says what came of it.
pub fn password_form(name: String, email: String, close: Callback<&'static str>) -> AnyView {
    let (password, sending) = (RwSignal::new(String::new()), Sending::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = password.get_untracked();
        sending.send(
            move || change_password(typed.clone()),
            move |()| {
                password.set(String::new());
                close.run("Your password is changed");
            },
        );
    };
    Effect::new(|_| focus_unless_typing("new-password"));
    view! {
        <form class="form" on:submit=submit>
            <p class="muted">"Your other devices are signed out. This one stays."</p>
            {sending.fault("/account")}
            <input type="email" autocomplete="username" value=email.clone() hidden readonly/>
            <TextField
                label="New password"
                name="password"
                id="new-password"
                input_type="password"
                autocomplete="new-password"
                value=password
                autofocus=true
                help="At least 8 characters. Four words in a row are a good one."
                error=sending.of_field("password")
            />
            <Strength password name email/>
            <Button kind=ButtonKind::Primary submit=true wide=true busy=sending.busy>"Save the password"</Button>
        </form>
    }
    .into_any()
}
