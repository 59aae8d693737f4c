use leptos::prelude::*;

use crate::icon::{Glyph, Icon};

/// Nothing here yet: one sentence on what this gives, one button.
#[component]
pub fn EmptyState(
    /// A small drawing.
    icon: Glyph,
    /// What is not here yet.
    #[prop(into)]
    title: String,
    /// What it gives, in one sentence.
    #[prop(into)]
    text: String,
    /// The first step, as one button.
    #[prop(optional, into)]
    action: ViewFn,
) -> impl IntoView {
    view! {
        <div class="face">
            <span class="face-drawing"><Icon name=icon/></span>
            <h2>{title}</h2>
            <p>{text}</p>
            <div class="face-action">{action.run()}</div>
        </div>
    }
    .into_any()
}
