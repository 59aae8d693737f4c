use std::sync::Arc;

use leptos::{
    ev::{Event, KeyboardEvent},
    html,
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::icon::{Glyph, Icon};

#[derive(Clone)]
enum Act {
    Go(String),
    Press(Arc<dyn Fn() + Send + Sync>),
}

/// One line of a menu.
#[derive(Clone)]
pub struct MenuItem {
    label: String,
    icon: Glyph,
    act: Act,
    danger: bool,
    parted: bool,
    current: bool,
}

impl MenuItem {
    fn new(label: impl Into<String>, icon: Glyph, act: Act) -> Self {
        Self { label: label.into(), icon, act, danger: false, parted: false, current: false }
    }

    /// Does something here.
    pub fn press(label: impl Into<String>, icon: Glyph, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self::new(label, icon, Act::Press(Arc::new(act)))
    }

    /// Leads elsewhere.
    pub fn link(label: impl Into<String>, icon: Glyph, href: impl Into<String>) -> Self {
        Self::new(label, icon, Act::Go(href.into()))
    }

    /// Destroys something.
    #[must_use]
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// With a line above it.
    #[must_use]
    pub fn parted(mut self) -> Self {
        self.parted = true;
        self
    }

    /// Marked as the one that is chosen.
    #[must_use]
    pub fn current(mut self, current: bool) -> Self {
        self.current = current;
        self
    }

    fn class(&self) -> &'static str {
        match (self.danger, self.parted) {
            (false, false) => "menu-item",
            (true, false) => "menu-item danger",
            (false, true) => "menu-item parted",
            (true, true) => "menu-item danger parted",
        }
    }
}

/// A button that opens a list of actions: a popover beside it, a sheet on a phone. Arrow keys move, Escape
/// closes. Without `trigger` the button is square and shows `icon`.
#[component]
pub fn Menu(
    /// Tells it from others in the document.
    #[prop(into)]
    id: String,
    /// What the menu is for.
    #[prop(into)]
    label: String,
    /// The drawing on a square button.
    #[prop(default = Glyph::More)]
    icon: Glyph,
    /// What a wide button shows in place of the drawing; `.menu-label` takes the room that is left.
    #[prop(optional, into)]
    trigger: Option<ViewFn>,
    /// The actions, in order.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let list = NodeRef::<html::Div>::new();
    let wide = trigger.is_some();
    let face = match trigger {
        Some(trigger) => trigger.run(),
        None => view! { <Icon name=icon/> }.into_any(),
    };
    let opens = move |event: Event| {
        let state = js_sys::Reflect::get(&event, &"newState".into()).ok().and_then(|state| state.as_string());
        let opening = state.as_deref() == Some("open");
        open.set(opening);
        if opening {
            request_animation_frame(move || place(button, list));
        }
    };
    let lines = move || {
        open.get().then(|| items.get().into_iter().map(|item| line(item, list, button)).collect_view().into_any())
    };
    view! {
        <div class=if wide { "menu wide" } else { "menu" }>
            <button
                node_ref=button
                type="button"
                class=if wide { "menu-trigger block" } else { "menu-trigger button plain square" }
                aria-label=(!wide).then(|| label.clone())
                title=(!wide).then(|| label.clone())
                aria-haspopup="menu"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                popovertarget=id.clone()
            >
                {face}
            </button>
            <div
                node_ref=list
                class="menu-list"
                id=id
                role="menu"
                aria-label=label
                popover="auto"
                on:beforetoggle=opens
                on:keydown=move |event| walk(&event, list)
            >
                {lines}
            </div>
        </div>
    }
    .into_any()
}

fn line(item: MenuItem, list: NodeRef<html::Div>, button: NodeRef<html::Button>) -> AnyView {
    let class = item.class();
    let current = item.current.then_some("true");
    let close = move || {
        if let Some(list) = list.get_untracked() {
            _ = list.hide_popover();
        }
    };
    let inside = view! { <Icon name=item.icon/> <span class="menu-label">{item.label}</span> };
    match item.act {
        Act::Go(href) => view! {
            <a class=class role="menuitem" tabindex="-1" href=href aria-current=current on:click=move |_| close()>
                {inside}
            </a>
        }
        .into_any(),
        Act::Press(act) => {
            let press = move |_| {
                close();
                if let Some(button) = button.get_untracked() {
                    _ = button.focus();
                }
                act();
            };
            view! {
                <button type="button" class=class role="menuitem" tabindex="-1" aria-current=current on:click=press>
                    {inside}
                </button>
            }
            .into_any()
        }
    }
}

fn lines_of(list: &Element) -> Vec<HtmlElement> {
    let children = list.children();
    (0..children.length()).filter_map(|at| children.item(at)?.dyn_into().ok()).collect()
}

/// Below the button or, where there is no room, above; on a phone the sheet has its own place.
fn place(button: NodeRef<html::Button>, list: NodeRef<html::Div>) {
    let (Some(button), Some(list)) = (button.try_get_untracked().flatten(), list.try_get_untracked().flatten()) else {
        return;
    };
    let size = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|value| value.as_f64()).unwrap_or(0.0);
    let (width, height) = (size(window().inner_width()), size(window().inner_height()));
    let style = HtmlElement::style(&list);
    if width < 768.0 {
        _ = style.remove_property("left");
        _ = style.remove_property("top");
    } else {
        let (around, own) = (button.get_bounding_client_rect(), list.get_bounding_client_rect());
        let below = around.bottom() + 6.0;
        let top = if below + own.height() > height - 8.0 { around.top() - 6.0 - own.height() } else { below };
        let left = if around.left() + own.width() > width - 8.0 { around.right() - own.width() } else { around.left() };
        _ = style.set_property("left", &pixels(left.max(8.0)));
        _ = style.set_property("top", &pixels(top.max(8.0)));
    }
    if let Some(first) = lines_of(&list).first() {
        _ = first.focus();
    }
}

/// Whole ones: to write a fraction takes 24 kB of WASM.
fn pixels(length: f64) -> String {
    format!("{}px", length.round() as i32)
}

fn walk(event: &KeyboardEvent, list: NodeRef<html::Div>) {
    let Some(list) = list.get_untracked() else { return };
    let lines = lines_of(&list);
    let focused = document().active_element();
    let here = lines.iter().position(|line| focused.as_ref() == Some(line.as_ref()));
    let next = match event.key().as_str() {
        "ArrowDown" => here.map_or(0, |here| (here + 1) % lines.len().max(1)),
        "ArrowUp" => here.unwrap_or(0).checked_sub(1).unwrap_or(lines.len().saturating_sub(1)),
        "Home" => 0,
        "End" => lines.len().saturating_sub(1),
        "Tab" => {
            _ = list.hide_popover();
            return;
        }
        _ => return,
    };
    event.prevent_default();
    if let Some(line) = lines.get(next) {
        _ = line.focus();
    }
}
