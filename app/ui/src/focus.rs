//! Where the focus goes when the screen has changed.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Puts the focus on the first field of the document that shows an error, once the errors are on screen.
pub fn focus_first_error() {
    request_animation_frame(|| {
        let invalid = document().query_selector("[aria-invalid=true]").ok().flatten();
        if let Some(field) = invalid.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            _ = field.focus();
        }
    });
}

/// Puts the focus on the element of that id once it is on screen, unless somebody is typing elsewhere.
pub fn focus_unless_typing(id: &'static str) {
    request_animation_frame(move || {
        let fields = "input:not([type=hidden]), textarea, select";
        let is_typed_into = |active: Element| active.client_height() > 0 && active.matches(fields).unwrap_or(false);
        let typing = document().active_element().is_some_and(is_typed_into);
        let wanted = document().get_element_by_id(id).and_then(|wanted| wanted.dyn_into::<HtmlElement>().ok());
        if let Some(wanted) = wanted.filter(|_| !typing) {
            _ = wanted.focus();
        }
    });
}
