use leptos::prelude::*;

/// What is fetched, once it is there, and what stands in its place until then. A fetch that is repeated keeps
/// what is shown until its answer is there.
#[component]
pub fn Waiting(
    /// What is shown at first.
    #[prop(optional, into)]
    skeleton: ViewFn,
    /// Reads what is fetched; nothing while it is on the way.
    #[prop(into)]
    content: Content,
) -> impl IntoView {
    let content = move || content.0();
    view! { <Transition fallback=move || skeleton.run()>{content}</Transition> }.into_any()
}

/// What [`Waiting`] waits for. One type, so that the machinery around it is there once.
pub struct Content(Box<dyn Fn() -> Option<AnyView> + Send + Sync>);

impl<F: Fn() -> Option<AnyView> + Send + Sync + 'static> From<F> for Content {
    fn from(content: F) -> Self {
        Self(Box::new(content))
    }
}

/// A view whose code comes when it is first shown: the future is that of a `#[lazy]` function.
pub fn late(view: impl Future<Output = AnyView> + Send + 'static) -> AnyView {
    Suspend::new(view).into_any()
}
