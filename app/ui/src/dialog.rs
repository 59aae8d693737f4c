use leptos::{ev::MouseEvent, html, prelude::*};

use crate::{button::IconButton, icon::Glyph, sheet_grip::sheet_grip};

/// A modal dialog; with `sheet`, one that comes from the bottom on a phone. Escape, the backdrop and the cross
/// close it, and the focus goes back to where it was. Its content exists only while it is open.
#[component]
pub fn Dialog(
    /// Tells it from others in the document.
    #[prop(into)]
    id: String,
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is open, in both directions.
    open: RwSignal<bool>,
    /// Comes from the bottom on a phone.
    #[prop(optional)]
    sheet: bool,
    /// The buttons at its end.
    #[prop(optional, into)]
    footer: Option<ViewFn>,
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let on_veil = StoredValue::new(false);
    Effect::new(move |_| {
        let wanted = open.get();
        let Some(dialog) = node.get() else { return };
        if wanted {
            // After the frame in which the content appears, so that a field with `autofocus` is found.
            request_animation_frame(move || {
                if !dialog.open() && open.try_get_untracked() == Some(true) {
                    _ = dialog.show_modal();
                }
            });
        } else if dialog.open() {
            dialog.close();
        }
    });
    let is_veil = move |event: &MouseEvent| {
        node.get_untracked().is_some_and(|dialog| event.target().is_some_and(|target| target == ****dialog))
    };
    let heading = format!("{id}-title");
    let labelled_by = heading.clone();
    let foot = move || footer.clone().map(|footer| view! { <div class="dialog-foot">{footer.run()}</div> }.into_any());
    let content = move || view! { <div class="dialog-body">{children()}</div> {foot()} }.into_any();
    view! {
        <dialog
            node_ref=node
            class=if sheet { "dialog sheet" } else { "dialog" }
            id=id
            aria-labelledby=labelled_by
            on:close=move |_| open.set(false)
            on:mousedown=move |event| on_veil.set_value(is_veil(&event))
            on:click=move |event| {
                if on_veil.get_value() && is_veil(&event) {
                    open.set(false);
                }
            }
        >
            <div class="dialog-frame">
                {sheet.then(|| sheet_grip(node))}
                <div class="dialog-head">
                    <h2 id=heading>{move || title.get()}</h2>
                </div>
                {move || open.get().then(&content)}
                <div class="dialog-close">
                    <IconButton icon=Glyph::Close label="Close" on_press=move |()| open.set(false)/>
                </div>
            </div>
        </dialog>
    }
    .into_any()
}
