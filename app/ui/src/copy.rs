use std::time::Duration;

use leptos::prelude::*;

use crate::{button::Button, icon::Glyph};

/// Copies a text, and says so for two seconds.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// The verb on the button.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    let copy = move |()| {
        _ = window().navigator().clipboard().write_text(&text.get_untracked());
        copied.set(true);
        set_timeout(move || _ = copied.try_set(false), Duration::from_secs(2));
    };
    view! {
        <Button icon=Glyph::Copy on_press=copy attr:data-copied=move || copied.get().then_some("")>
            <span aria-live="polite">{move || if copied.get() { String::from("Copied") } else { label.clone() }}</span>
        </Button>
    }
    .into_any()
}
