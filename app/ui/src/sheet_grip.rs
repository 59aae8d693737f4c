use leptos::{ev::PointerEvent, html, prelude::*};
use web_sys::HtmlElement;

/// How far down a sheet is pulled before it closes.
const FAR_ENOUGH: i32 = 96;

/// The grip of a bottom sheet: the sheet follows the finger, and closes when pulled down far enough.
pub(crate) fn sheet_grip(dialog: NodeRef<html::Dialog>) -> AnyView {
    let start = RwSignal::new(None::<i32>);
    let pulled = move |event: &PointerEvent| start.get_untracked().map(|from| (event.client_y() - from).max(0));
    let shift = move |by: i32| {
        if let Some(dialog) = dialog.get_untracked() {
            let moved = if by > 0 { format!("translateY({by}px)") } else { String::new() };
            _ = HtmlElement::style(&dialog).set_property("transform", &moved);
        }
    };
    let take = move |event: PointerEvent| {
        start.set(Some(event.client_y()));
        let grip = event_target::<web_sys::Element>(&event);
        _ = grip.set_pointer_capture(event.pointer_id());
    };
    let follow = move |event: PointerEvent| {
        if let Some(by) = pulled(&event) {
            shift(by);
        }
    };
    let drop = move |event: PointerEvent| {
        if pulled(&event).is_some_and(|by| by > FAR_ENOUGH)
            && let Some(dialog) = dialog.get_untracked()
        {
            dialog.close();
        }
        start.set(None);
        shift(0);
    };
    view! {
        <div
            class="dialog-grip"
            on:pointerdown=take
            on:pointermove=follow
            on:pointerup=drop
            on:pointercancel=move |_| {
                start.set(None);
                shift(0);
            }
        ></div>
    }
    .into_any()
}
