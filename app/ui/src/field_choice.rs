use leptos::{html, prelude::*};
use web_sys::Element;

use crate::{
    field::{described_by, framed, mirror},
    icon::{Glyph, Icon},
};

/// One of several; the platform's own list.
#[component]
pub fn Select(
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// The name it is submitted under; its id unless `id` is given.
    #[prop(into)]
    name: String,
    /// An id, where a document has several fields of one name.
    #[prop(optional, into)]
    id: Option<String>,
    /// Value and words of each choice.
    options: Vec<(String, String)>,
    /// The chosen value, kept the same in both directions.
    #[prop(optional)]
    value: Option<RwSignal<String>>,
    /// The chosen value at first, where no signal is needed.
    #[prop(optional, into)]
    initial: String,
    /// A sentence below.
    #[prop(optional, into)]
    help: Option<String>,
    /// What is wrong, with the fix.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let value = value.unwrap_or_else(|| RwSignal::new(initial));
    let node = NodeRef::<html::Select>::new();
    mirror(value, Box::new(move || node.get().map(Element::from)));
    let chosen = value.get_untracked();
    let choices = options
        .into_iter()
        .map(|(key, words)| {
            let selected = key == chosen;
            view! { <option value=key selected=selected>{words}</option> }
        })
        .collect_view();
    let control = view! {
        <div class="field-box">
            <select
                node_ref=node
                class="field-control"
                id=id.clone()
                name=name
                aria-describedby=described_by(&id, help.is_some())
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:change=move |event| value.set(event_target_value(&event))
            >
                {choices}
            </select>
            <Icon name=Glyph::ChevronDown small=true/>
        </div>
    };
    framed(&id, label, None, help, error, control.into_any())
}

/// A switch: on or off, at once. Submits as a checkbox of the value `true`.
#[component]
pub fn Toggle(
    /// What is on or off.
    #[prop(into)]
    label: String,
    /// The name it is submitted under.
    #[prop(optional, into)]
    name: Option<String>,
    /// Whether it is on.
    #[prop(optional, into)]
    checked: Signal<bool>,
    /// Called with what it was switched to.
    #[prop(optional, into)]
    on_change: Option<Callback<bool>>,
    /// A sentence below the label.
    #[prop(optional, into)]
    help: Option<String>,
    /// Only the switch is shown; the label is spoken.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let text = if bare {
        view! { <span class="visually-hidden">{label}</span> }.into_any()
    } else {
        view! {
            <span class="toggle-text">
                <span class="toggle-label">{label}</span>
                {help.map(|help| view! { <span class="field-help">{help}</span> })}
            </span>
        }
        .into_any()
    };
    view! {
        <label class=if bare { "toggle bare" } else { "toggle" }>
            <input
                type="checkbox"
                role="switch"
                name=name
                value="true"
                checked=checked.get_untracked()
                prop:checked=move || checked.get()
                on:change=move |event| {
                    if let Some(change) = on_change {
                        change.run(event_target_checked(&event));
                    }
                }
            />
            {text}
        </label>
    }
    .into_any()
}
