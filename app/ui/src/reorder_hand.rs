use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    reorder::Place,
    reorder_drag::{Slot, landing, shifts},
};

/// How near the edge of the window a held row makes the page scroll, and how far in one frame.
const EDGE: f64 = 80.0;
const SCROLL: f64 = 9.0;

/// The row that is held. A pointer's place is measured from the list's top, so that scrolling is part of it.
#[derive(Clone, Debug)]
struct Held {
    from: usize,
    to: usize,
    grabbed_at: Option<f64>,
    pointer: f64,
    slots: Vec<Slot>,
}

/// What holds a row of one list, and lets it go.
#[derive(Clone, Copy)]
pub(crate) struct Hand {
    list: NodeRef<html::Ul>,
    held: RwSignal<Option<Held>>,
    words: RwSignal<String>,
    on_move: Callback<(usize, usize)>,
}

impl Hand {
    pub(crate) fn new(list: NodeRef<html::Ul>, on_move: Callback<(usize, usize)>) -> Self {
        Self { list, held: RwSignal::new(None), words: RwSignal::new(String::new()), on_move }
    }

    pub(crate) fn said(self) -> String {
        self.words.get()
    }

    pub(crate) fn is_holding(self) -> bool {
        self.held.with(Option::is_some)
    }

    pub(crate) fn is_holding_untracked(self) -> bool {
        self.held.with_untracked(Option::is_some)
    }

    pub(crate) fn is_dragging(self) -> bool {
        self.held.with(|held| held.as_ref().is_some_and(|held| held.grabbed_at.is_some()))
    }

    pub(crate) fn holds(self, index: usize) -> bool {
        self.held.with(|held| held.as_ref().is_some_and(|held| held.from == index))
    }

    /// Takes the row `from`; with a pointer at `y`, the row follows it.
    pub(crate) fn lift(self, from: usize, y: Option<f64>) {
        let Some(list) = self.list.get_untracked() else { return };
        let top = list.get_bounding_client_rect().top();
        let slots = self
            .rows()
            .iter()
            .map(|row| {
                let around = row.get_bounding_client_rect();
                Slot { top: around.top() - top, height: around.height() }
            })
            .collect();
        let held = Held { from, to: from, grabbed_at: y.map(|y| y - top), pointer: y.unwrap_or(0.0), slots };
        self.held.set(Some(held));
        if y.is_some() {
            self.scroll_at_edges();
        }
    }

    /// The pointer is at `y` of the window.
    pub(crate) fn follow(self, y: f64) {
        let Some(list) = self.list.try_get_untracked().flatten() else { return };
        let top = list.get_bounding_client_rect().top();
        let moved = self.held.try_update(|held| {
            let held = held.as_mut()?;
            let by = y - top - held.grabbed_at?;
            held.pointer = y;
            held.to = landing(&held.slots, held.from, by);
            let mut moved = shifts(&held.slots, held.from, held.to);
            if let Some(own) = moved.get_mut(held.from) {
                *own = by;
            }
            Some(moved)
        });
        if let Some(moved) = moved.flatten() {
            self.show(&moved);
        }
    }

    /// One place up or down, by key.
    pub(crate) fn step(self, name: &str, up: bool) {
        let moved = self.held.try_update(|held| {
            let held = held.as_mut()?;
            let last = held.slots.len().saturating_sub(1);
            held.to = if up { held.to.saturating_sub(1) } else { (held.to + 1).min(last) };
            Some((shifts(&held.slots, held.from, held.to), held.from, held.to, held.slots.len()))
        });
        let Some((moved, from, to, of)) = moved.flatten() else { return };
        self.show(&moved);
        if let Some(row) = self.rows().get(from) {
            row.scroll_into_view_with_bool(to < from);
        }
        self.words.set(format!("{name}: place {} of {of}.", to + 1));
    }

    pub(crate) fn say_lifted(self, name: &str, place: Place) {
        self.words.set(format!("{name} is lifted, at place {} of {}.", place.index + 1, place.of));
    }

    /// The order changes here, and nowhere else.
    pub(crate) fn put_down(self, name: &str) {
        let Some(held) = self.held.try_update(Option::take).flatten() else { return };
        self.show(&vec![0.0; held.slots.len()]);
        self.put(held.from, held.to, name);
    }

    pub(crate) fn drop_pointer(self, name: &str) {
        if self.held.with_untracked(|held| held.as_ref().is_some_and(|held| held.grabbed_at.is_some())) {
            self.put_down(name);
        }
    }

    /// Moves a row and keeps the focus where it was: moving an element in the document would lose it.
    pub(crate) fn put(self, from: usize, to: usize, name: &str) {
        self.words.set(format!("{name} is at place {}.", to + 1));
        if from == to {
            return;
        }
        let focused = document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
        self.on_move.run((from, to));
        request_animation_frame(move || {
            if let Some(focused) = focused {
                _ = focused.focus();
            }
        });
    }

    pub(crate) fn take_back(self, name: &str) {
        self.let_go();
        self.words.set(format!("{name} is back where it was."));
    }

    /// Nothing moved.
    pub(crate) fn let_go(self) {
        if self.is_holding_untracked() {
            self.held.set(None);
            self.show(&vec![0.0; self.rows().len()]);
        }
    }

    /// A row lifted by key is let go when the focus leaves its handle.
    pub(crate) fn blurred(self) {
        if self.held.with_untracked(|held| held.as_ref().is_some_and(|held| held.grabbed_at.is_none())) {
            self.let_go();
        }
    }

    fn rows(self) -> Vec<HtmlElement> {
        let Some(list) = self.list.try_get_untracked().flatten() else { return Vec::new() };
        let children = list.children();
        (0..children.length()).filter_map(|at| children.item(at)?.dyn_into().ok()).collect()
    }

    fn show(self, moved: &[f64]) {
        for (row, by) in self.rows().iter().zip(moved) {
            let style = row.style();
            if *by == 0.0 {
                _ = style.remove_property("transform");
            } else {
                _ = style.set_property("transform", &format!("translateY({by}px)"));
            }
        }
    }

    /// Goes on, frame by frame, until the row is let go.
    fn scroll_at_edges(self) {
        request_animation_frame(move || {
            let pointer = self.held.try_with_untracked(|held| held.as_ref().map(|held| held.pointer));
            let Some(pointer) = pointer.flatten() else { return };
            let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
            let by = if pointer < EDGE {
                -SCROLL
            } else if pointer > height - EDGE {
                SCROLL
            } else {
                0.0
            };
            if by != 0.0 {
                window().scroll_by_with_x_and_y(0.0, by);
                self.follow(pointer);
            }
            self.scroll_at_edges();
        });
    }
}
