use std::sync::Arc;

use leptos::prelude::*;

/// Draws a row, by its key.
type Row = Arc<dyn Fn(String) -> AnyView + Send + Sync>;

/// Rows that stay the elements they are while others come, go and move. A key stands for its row, so that what
/// compares and moves rows is there once and not once for each type of row.
#[component]
pub fn Rows(
    /// The rows, in order, each by what stays the same about it.
    #[prop(into)]
    keys: Signal<Vec<String>>,
    /// Draws the row of a key.
    row: Row,
) -> impl IntoView {
    view! { <For each=move || keys.get() key=String::clone children=move |key| row(key)/> }.into_any()
}
