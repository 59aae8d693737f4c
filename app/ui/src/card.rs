use leptos::prelude::*;

/// A surface that holds one subject.
#[component]
pub fn Card(
    /// What it is about.
    #[prop(optional, into)]
    title: Option<String>,
    /// A sentence under the title.
    #[prop(optional, into)]
    text: Option<String>,
    /// Quiet actions beside the title.
    #[prop(optional, into)]
    actions: ViewFn,
    /// Without inner space, for lists and tables.
    #[prop(optional)]
    flush: bool,
    children: Children,
) -> impl IntoView {
    let head = title.map(|title| {
        view! {
            <div class="card-head">
                <h2>{title}</h2>
                {actions.run()}
                {text.map(|text| view! { <p class="card-text">{text}</p> }.into_any())}
            </div>
        }
    });
    view! { <section class=if flush { "card flush" } else { "card" }>{head} {children()}</section> }.into_any()
}
