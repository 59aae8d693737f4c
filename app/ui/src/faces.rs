use kernel::Asked;
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use crate::{error_state::ErrorState, fault::Fault, waiting::Waiting};

/// The four faces of what is fetched: skeleton, error, empty, full. A fetch that is repeated keeps the last
/// face until its answer is there.
#[component]
pub fn Faces<T, V, F>(
    /// What is fetched.
    from: Asked<T>,
    /// The final layout in grey.
    #[prop(into)]
    skeleton: ViewFn,
    /// Whether the answer holds nothing.
    #[prop(optional)]
    is_empty: Option<fn(&T) -> bool>,
    /// What is shown then.
    #[prop(optional, into)]
    empty: ViewFn,
    /// What is shown otherwise.
    children: F,
) -> impl IntoView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    V: IntoView + 'static,
    F: Fn(T) -> V + Send + Sync + 'static,
{
    let face = move || {
        Some(match from.get()? {
            Ok(value) if is_empty.is_some_and(|is_empty| is_empty(&value)) => empty.run(),
            Ok(value) => children(value).into_any(),
            Err(error) => fault(error.into(), Callback::new(move |()| from.refetch())),
        })
    };
    view! { <Waiting skeleton content=face/> }
}

fn fault(fault: Fault, retry: Callback<()>) -> AnyView {
    let Fault { title, text, trace_id, retry: helps } = fault;
    match (helps, trace_id) {
        (true, Some(trace_id)) => view! { <ErrorState title text trace_id on_retry=retry/> }.into_any(),
        (true, None) => view! { <ErrorState title text on_retry=retry/> }.into_any(),
        (false, Some(trace_id)) => view! { <ErrorState title text trace_id/> }.into_any(),
        (false, None) => view! { <ErrorState title text/> }.into_any(),
    }
}
