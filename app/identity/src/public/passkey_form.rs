//! The button for a passkey. It needs the browser's script: without scripting the sheet hides it.

use leptos::{attr::custom::custom_attribute as attribute, prelude::*};
use ui::{Button, ButtonKind};

/// `action` takes the answer to what `asks` gives, and what else is in the form.
pub fn passkey_form(
    action: &'static str,
    asks: &'static str,
    return_to: String,
    words: &'static str,
    more: impl IntoView + 'static,
) -> AnyView {
    view! {
        <form class="passkey" {..attribute("data-passkey", asks)} method="post" action=action>
            <p class="notice bad" data-passkey-trouble="" hidden></p>
            <input type="hidden" name="credential"/>
            <input type="hidden" name="return_to" value=return_to/>
            {more.into_any()}
            <Button kind=ButtonKind::Primary submit=true wide=true>{words}</Button>
        </form>
    }
    .into_any()
}

/// Between two ways in.
pub fn or() -> AnyView {
    view! { <p class="fine or">"or"</p> }.into_any()
}
