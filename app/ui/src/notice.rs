use leptos::prelude::*;

use crate::{
    badge::Tone,
    icon::{Glyph, Icon},
};

/// A sentence that stays on the page: the result of a form, or something to know before going on.
#[component]
pub fn Notice(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    children: Children,
) -> impl IntoView {
    let (icon, role) = match tone {
        Tone::Good => (Glyph::Check, "status"),
        Tone::Warn => (Glyph::Alert, "status"),
        Tone::Bad => (Glyph::Alert, "alert"),
        Tone::Neutral | Tone::Accent => (Glyph::Info, "note"),
    };
    view! {
        <div class=format!("notice {}", tone.name()) role=role>
            <Icon name=icon/>
            <div class="notice-body">{children()}</div>
        </div>
    }
    .into_any()
}
