use super::sheet::Sheet;
use crate::email_change::withdraw::WithdrawEmailChange;
use leptos::prelude::*;
use ui::{Badge, Button, ButtonLink, Card, Dialog, Glyph, Icon, Tone, use_toasts};

/// How one gets in: the address, the password, and what there is besides.
#[component]
pub fn WaysIn(
    name: String,
    email: String,
    /// The address that waits for its mailbox.
    new_email: Option<String>,
    has_password: bool,
    on_changed: Callback<()>,
) -> impl IntoView {
    let (changing_email, changing_password) = (RwSignal::new(false), RwSignal::new(false));
    let (current, shown) = (email.clone(), email.clone());
    let (words, verb) = if has_password {
        ("Set", "Change password")
    } else {
        ("None yet: you sign in without one.", "Set a password")
    };
    view! {
        <Card flush=true title="Signing in">
            <ul class="sessions">
                <li class="session">
                    <Icon name=Glyph::Mail/>
                    <span class="session-text"><b>"Email"</b><small>{shown}</small></span>
                    <Button on_press=move |()| changing_email.set(true)>"Change email"</Button>
                </li>
                {new_email.map(|address| view! { <Waiting address on_changed/> })}
                <li class="session">
                    <Icon name=Glyph::Lock/>
                    <span class="session-text"><b>"Password"</b><small>{words}</small></span>
                    <Button on_press=move |()| changing_password.set(true)>{verb}</Button>
                </li>
                <li class="session">
                    <Icon name=Glyph::Phone/>
                    <span class="session-text">
                        <b>"Two-step sign-in and passkeys"</b>
                        <small>"A code from your phone, or a passkey in place of the password."</small>
                    </span>
                    <ButtonLink href="/account/security">"Open"</ButtonLink>
                </li>
            </ul>
        </Card>
        <Dialog id="change-email" title="Change email" open=changing_email sheet=true>
            {Sheet::Email { open: changing_email, current: current.clone(), on_changed }.view()}
        </Dialog>
        <Dialog id="change-password" title=verb open=changing_password sheet=true>
            {Sheet::Password { open: changing_password, name: name.clone(), email: email.clone(), on_changed }.view()}
        </Dialog>
    }
    .into_any()
}

/// An address that its mailbox has not confirmed yet.
#[component]
fn Waiting(address: String, on_changed: Callback<()>) -> impl IntoView {
    let (withdraw, toasts) = (ServerAction::<WithdrawEmailChange>::new(), use_toasts());
    Effect::new(move |_| match withdraw.value().get() {
        Some(Ok(())) => on_changed.run(()),
        Some(Err(error)) => toasts.fail(error.to_string()),
        None => {}
    });
    view! {
        <li class="session">
            <Icon name=Glyph::Clock/>
            <span class="session-text">
                <b>{address}</b>
                <small>"Waits until you open the link in the mail to it."</small>
            </span>
            <Badge tone=Tone::Warn>"Not confirmed"</Badge>
            <ActionForm action=withdraw>
                <Button submit=true busy=withdraw.pending()>"Take back"</Button>
            </ActionForm>
        </li>
    }
    .into_any()
}
