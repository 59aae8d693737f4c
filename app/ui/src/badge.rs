use leptos::prelude::*;

/// What a state means. Said in words as well, never by the colour alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Neutral,
    Accent,
    Good,
    Warn,
    Bad,
}

impl Tone {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Accent => "accent",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}

/// A state in one or two words.
#[component]
pub fn Badge(
    /// What the state means.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    children: Children,
) -> impl IntoView {
    view! { <span class=move || format!("badge {}", tone.get().name())>{children()}</span> }.into_any()
}
