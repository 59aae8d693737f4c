//! Says, to who signs in with a password alone, that there is something better.

use crate::session::ways::ways_to_confirm;
use kernel::Asked;
use leptos::prelude::*;
use ui::{ButtonLink, Card, Waiting};

/// A card that leads to adding a passkey; nothing for who has one.
#[component]
pub fn PasskeyOffer() -> impl IntoView {
    let ways = Asked::new(ways_to_confirm);
    let content =
        move || ways.get().map(|ways| ways.ok().filter(|ways| !ways.has_second_factor()).map(|_| offer()).into_any());
    view! { <Waiting content/> }.into_any()
}

fn offer() -> AnyView {
    view! {
        <Card title="Sign in without a password" text="A passkey signs you in with your finger, your face or the PIN of your device.">
            <ButtonLink href="/account/security">"Add a passkey"</ButtonLink>
        </Card>
    }
    .into_any()
}
