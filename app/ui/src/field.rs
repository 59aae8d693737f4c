use js_sys::Reflect;
use leptos::{ev::FocusEvent, html, prelude::*};
use web_sys::Element;

/// Says that the focus has left a field. A screen that goes takes the focus from its field too, and by then there
/// is nobody left to hear of it.
fn tell_left(event: &FocusEvent, on_leave: Option<Callback<()>>) {
    let field = event_target::<Element>(event);
    if let Some(on_leave) = on_leave {
        queue_microtask(move || {
            if field.is_connected() {
                _ = on_leave.try_run(());
            }
        });
    }
}

/// Label above, control, help below, error beside: the frame of every field.
pub(crate) fn framed(
    id: &str,
    label: String,
    count: Option<AnyView>,
    help: Option<String>,
    error: Signal<Option<String>>,
    control: AnyView,
) -> AnyView {
    view! {
        <div class="field">
            <label class="field-label" for=id.to_owned()>
                <span>{label}</span>
                {count}
            </label>
            {control}
            <p class="field-error" id=format!("{id}-error") aria-live="polite">
                {move || error.get()}
            </p>
            {help.map(|help| view! { <p class="field-help" id=format!("{id}-help")>{help}</p> })}
        </div>
    }
    .into_any()
}

pub(crate) fn described_by(id: &str, help: bool) -> String {
    if help { format!("{id}-error {id}-help") } else { format!("{id}-error") }
}

/// Keeps a control and its signal the same. What was typed before the page became interactive wins over the
/// value the page came with. Inputs, areas and lists all have a `value`, so that one function serves all.
pub(crate) fn mirror(value: RwSignal<String>, control: Box<dyn Fn() -> Option<Element> + Send + Sync>) {
    let first = value.get_untracked();
    Effect::new(move |met: Option<bool>| {
        let wanted = value.get();
        let Some(control) = control() else { return false };
        let shown = Reflect::get(&control, &"value".into()).ok().and_then(|shown| shown.as_string());
        if let Some(shown) = shown.filter(|shown| *shown != wanted) {
            if met != Some(true) && shown != first {
                value.set(shown);
            } else {
                _ = Reflect::set(&control, &"value".into(), &wanted.into());
            }
        }
        true
    });
}

/// Long fields say how much of their room is used; near the end one wants to know.
fn count(value: RwSignal<String>, most: u32) -> AnyView {
    view! {
        <span class="field-count" aria-hidden="true">
            {move || value.with(|text| text.chars().count())} " / " {most}
        </span>
    }
    .into_any()
}

/// One line of text. A plain named input: it submits with its form before and without WASM.
#[component]
pub fn TextField(
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// The name it is submitted under; its id unless `id` is given.
    #[prop(into)]
    name: String,
    /// An id, where a document has several fields of one name.
    #[prop(optional, into)]
    id: Option<String>,
    /// The text, kept the same in both directions.
    #[prop(optional)]
    value: Option<RwSignal<String>>,
    /// The text at first, where no signal is needed.
    #[prop(optional, into)]
    initial: String,
    /// A sentence below.
    #[prop(optional, into)]
    help: Option<String>,
    /// What is wrong, with the fix.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// `text`, `email`, `password`, `url`, …
    #[prop(default = "text")]
    input_type: &'static str,
    /// What the browser may fill in.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Which keyboard a phone shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// An example, never the label.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// The most characters it takes; shown as a count when `counted`.
    #[prop(optional)]
    max_length: Option<u32>,
    /// Shows how much of `max_length` is used.
    #[prop(optional)]
    counted: bool,
    /// Has to be filled in.
    #[prop(optional)]
    required: bool,
    /// Takes the focus when its document or dialog opens.
    #[prop(optional)]
    autofocus: bool,
    /// Fixed words before the text, as `mewayz.com/@`.
    #[prop(optional, into)]
    prefix: Option<String>,
    /// Something after the text: a state, a small button.
    #[prop(optional, into)]
    suffix: ViewFn,
    /// Called when the focus leaves it.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let value = value.unwrap_or_else(|| RwSignal::new(initial));
    let node = NodeRef::<html::Input>::new();
    mirror(value, Box::new(move || node.get().map(Element::from)));
    let counter = max_length.filter(|_| counted).map(|most| count(value, most));
    let control = view! {
        <div class="field-box">
            {prefix.map(|words| view! { <span class="field-prefix" aria-hidden="true">{words}</span> })}
            <input
                node_ref=node
                class="field-control"
                id=id.clone()
                name=name
                type=input_type
                value=value.get_untracked()
                autocomplete=autocomplete
                inputmode=inputmode
                placeholder=placeholder
                maxlength=max_length.map(|most| most.to_string())
                required=required
                autofocus=autofocus
                aria-describedby=described_by(&id, help.is_some())
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:input=move |event| value.set(event_target_value(&event))
                on:blur=move |event| tell_left(&event, on_leave)
            />
            <span class="field-suffix">{suffix.run()}</span>
        </div>
    };
    framed(&id, label, counter, help, error, control.into_any())
}

/// Several lines of text; it grows with them.
#[component]
pub fn TextArea(
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// The name it is submitted under; its id unless `id` is given.
    #[prop(into)]
    name: String,
    /// An id, where a document has several fields of one name.
    #[prop(optional, into)]
    id: Option<String>,
    /// The text, kept the same in both directions.
    #[prop(optional)]
    value: Option<RwSignal<String>>,
    /// The text at first, where no signal is needed.
    #[prop(optional, into)]
    initial: String,
    /// A sentence below.
    #[prop(optional, into)]
    help: Option<String>,
    /// What is wrong, with the fix.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// An example, never the label.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// The most characters it takes; shown as a count when `counted`.
    #[prop(optional)]
    max_length: Option<u32>,
    /// Shows how much of `max_length` is used.
    #[prop(optional)]
    counted: bool,
    /// Has to be filled in.
    #[prop(optional)]
    required: bool,
    /// Called when the focus leaves it.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let value = value.unwrap_or_else(|| RwSignal::new(initial));
    let node = NodeRef::<html::Textarea>::new();
    mirror(value, Box::new(move || node.get().map(Element::from)));
    let counter = max_length.filter(|_| counted).map(|most| count(value, most));
    let control = view! {
        <div class="field-box">
            <textarea
                node_ref=node
                class="field-control"
                id=id.clone()
                name=name
                rows="3"
                placeholder=placeholder
                maxlength=max_length.map(|most| most.to_string())
                required=required
                aria-describedby=described_by(&id, help.is_some())
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:input=move |event| value.set(event_target_value(&event))
                on:blur=move |event| tell_left(&event, on_leave)
            >
                {content(value.get_untracked())}
            </textarea>
        </div>
    };
    framed(&id, label, counter, help, error, control.into_any())
}

/// The text inside of a `<textarea>`. Leptos writes it into the server's HTML as it is, so that a
/// `</textarea>` in it would end the field and the rest would be read as HTML.
#[cfg(feature = "ssr")]
fn content(text: String) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// In the browser the text becomes a text node, which needs no escaping.
#[cfg(not(feature = "ssr"))]
fn content(text: String) -> String {
    text
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn no_text_gets_out_of_its_field() {
        let owner = Owner::new();
        let html = owner.with(|| {
            let hostile = "a & b</textarea><meta http-equiv=refresh content='0;url=//evil.example'>";
            view! { <TextArea label="Bio" name="bio" initial=hostile/> }.to_html()
        });
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
        assert!(html.contains("a &amp; b&lt;/textarea&gt;&lt;meta"), "{html}");
    }
}
