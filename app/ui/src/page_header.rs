use leptos::prelude::*;

use crate::icon::{Glyph, Icon};

/// One step of the way to a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    pub label: String,
    pub href: String,
}

impl Crumb {
    #[must_use]
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// Where one is, and the one thing to do here. On a phone it is the top bar, its crumbs become the way back,
/// and its action moves to the bottom, in reach of the thumb.
#[component]
pub fn PageHeader(
    /// What this screen is.
    #[prop(into)]
    title: Signal<String>,
    /// One sentence below; not on phones.
    #[prop(optional, into)]
    text: Option<String>,
    /// The screens above this one, outermost first.
    #[prop(optional)]
    crumbs: Vec<Crumb>,
    /// The one primary action.
    #[prop(optional, into)]
    action: Option<ViewFn>,
    /// Quiet things beside it: a state, a menu.
    #[prop(optional, into)]
    extras: Option<ViewFn>,
) -> impl IntoView {
    let here = title;
    let way = (!crumbs.is_empty()).then(|| {
        let steps = crumbs
            .into_iter()
            .map(|Crumb { label, href }| {
                view! {
                    <li>
                        <a href=href>
                            <Icon name=Glyph::ArrowLeft directional=true/>
                            <span class="crumb-label">{label}</span>
                        </a>
                    </li>
                }
            })
            .collect_view();
        view! {
            <nav class="crumbs" aria-label="Breadcrumb">
                <ol>
                    {steps}
                    <li aria-current="page"><span class="crumb-label">{move || here.get()}</span></li>
                </ol>
            </nav>
        }
    });
    view! {
        <header class="page-header">
            {way}
            <div class="page-title">
                <h1>{move || title.get()}</h1>
                {text.map(|text| view! { <p>{text}</p> }.into_any())}
            </div>
            {extras.map(|extras| view! { <div class="page-extras">{extras.run()}</div> }.into_any())}
            {action.map(|action| view! { <div class="page-action">{action.run()}</div> }.into_any())}
        </header>
    }
    .into_any()
}
