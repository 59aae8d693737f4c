use leptos::prelude::*;

use crate::{
    button::Button,
    icon::{Glyph, Icon},
};

/// What failed, whether anything was lost, and what to do.
#[component]
pub fn ErrorState(
    /// What failed, in one line.
    #[prop(into)]
    title: String,
    /// What was or was not lost, and what to do.
    #[prop(into)]
    text: String,
    /// Tries again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
    /// What to name when asking for support.
    #[prop(optional, into)]
    trace_id: Option<String>,
) -> impl IntoView {
    let retry = on_retry.map(|on_retry| {
        view! {
            <div class="face-action">
                <Button icon=Glyph::Refresh on_press=on_retry>"Try again"</Button>
            </div>
        }
    });
    let trace = trace_id.map(|trace| view! { <p class="trace">"Reference " <code>{trace}</code></p> }.into_any());
    view! {
        <div class="face fault" role="alert">
            <span class="face-drawing"><Icon name=Glyph::Alert/></span>
            <h2>{title}</h2>
            <p>{text}</p>
            {retry}
            {trace}
        </div>
    }
    .into_any()
}
