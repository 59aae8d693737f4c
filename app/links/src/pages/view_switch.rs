//! On a phone the list and the preview take turns.

use leptos::prelude::*;

/// Two buttons, one of them pressed; a desktop shows both halves and no buttons.
#[component]
pub fn ViewSwitch(previewing: RwSignal<bool>) -> impl IntoView {
    let half = move |words: &'static str, own: bool| {
        let pressed = move || if previewing.get() == own { "true" } else { "false" };
        view! {
            <button type="button" aria-pressed=pressed on:click=move |_| previewing.set(own)>
                {words}
            </button>
        }
    };
    view! {
        <div class="links-switch" role="group" aria-label="What is shown">
            {half("Edit", false)}
            {half("Preview", true)}
        </div>
    }
    .into_any()
}
