use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Views of one subject, one at a time. Arrow keys move between the tabs.
#[component]
pub fn Tabs(
    /// Tells these tabs from others in the document.
    #[prop(into)]
    id: String,
    /// What the tabs switch between; spoken.
    #[prop(into)]
    label: String,
    /// The words on the tabs.
    tabs: Vec<String>,
    /// The one that is shown.
    selected: RwSignal<usize>,
    /// What a tab shows.
    #[prop(into)]
    panel: Callback<usize, AnyView>,
) -> impl IntoView {
    let last = tabs.len().saturating_sub(1);
    let ids = StoredValue::new(id.clone());
    let turn = move |event: KeyboardEvent| {
        let here = selected.get_untracked();
        let next = match event.key().as_str() {
            "ArrowRight" => (here + 1).min(last),
            "ArrowLeft" => here.saturating_sub(1),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        selected.set(next);
        let tab = document().get_element_by_id(&ids.with_value(|id| format!("{id}-tab-{next}")));
        if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
            _ = tab.focus();
        }
    };
    let list = tabs
        .into_iter()
        .enumerate()
        .map(|(index, words)| {
            let chosen = move || selected.get() == index;
            view! {
                <button
                    type="button"
                    class="tabs-tab"
                    role="tab"
                    id=format!("{id}-tab-{index}")
                    aria-controls=format!("{id}-panel")
                    aria-selected=move || if chosen() { "true" } else { "false" }
                    tabindex=move || if chosen() { "0" } else { "-1" }
                    on:click=move |_| selected.set(index)
                >
                    {words}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=turn>
            {list}
        </div>
        <div
            role="tabpanel"
            id=format!("{id}-panel")
            aria-labelledby=move || ids.with_value(|id| format!("{id}-tab-{}", selected.get()))
        >
            {move || panel.run(selected.get())}
        </div>
    }
    .into_any()
}
