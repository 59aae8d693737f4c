use std::hash::Hash;

use leptos::{
    ev::{KeyboardEvent, MouseEvent, PointerEvent},
    html,
    prelude::*,
};
use web_sys::HtmlElement;

use crate::{
    icon::{Glyph, Icon},
    reorder_hand::Hand,
};

/// Where a row is, and how many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub index: usize,
    pub of: usize,
}

/// Moves the row it was given to, for the row's menu: the visible twin of dragging.
#[derive(Clone, Copy)]
pub struct Mover {
    hand: Hand,
    place: Memo<Place>,
    name: Signal<String>,
}

impl Mover {
    /// One place up.
    pub fn up(self) {
        let Place { index, .. } = self.place.get_untracked();
        if index > 0 {
            self.hand.put(index, index - 1, &self.name.get_untracked());
        }
    }

    /// One place down.
    pub fn down(self) {
        let Place { index, of } = self.place.get_untracked();
        if index + 1 < of {
            self.hand.put(index, index + 1, &self.name.get_untracked());
        }
    }

    #[must_use]
    pub fn is_first(self) -> bool {
        self.place.get().index == 0
    }

    #[must_use]
    pub fn is_last(self) -> bool {
        let Place { index, of } = self.place.get();
        index + 1 >= of
    }
}

/// A list whose rows are dragged by a handle, with a finger, a mouse or the keyboard: Space lifts, arrows move,
/// Space puts down, Escape takes back. While a row is held only its looks move; the order changes once, in
/// `on_move`, which has to change `items`. If `items` change under a held row, it is let go.
#[component]
pub fn Reorder<T, K, V, R>(
    /// Tells it from others in the document.
    #[prop(into)]
    id: String,
    /// What the list is; spoken.
    #[prop(into)]
    label: String,
    /// The rows, in order.
    #[prop(into)]
    items: Signal<Vec<T>>,
    /// What stays the same about a row.
    key: fn(&T) -> K,
    /// What a row is called.
    name: fn(&T) -> String,
    /// A row went from one index to another.
    #[prop(into)]
    on_move: Callback<(usize, usize)>,
    /// A row's content: the item as it changes, and what moves it.
    render: R,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    K: Clone + Eq + Hash + Send + Sync + 'static,
    V: IntoView + 'static,
    R: Fn(Signal<T>, Mover) -> V + Clone + Send + Sync + 'static,
{
    let list = NodeRef::<html::Ul>::new();
    let hand = Hand::new(list, on_move);
    let keys = Memo::new(move |_| items.with(|items| items.iter().map(key).collect::<Vec<_>>()));
    Effect::new(move |_| {
        keys.track();
        hand.let_go();
    });
    let help = format!("{id}-help");
    let described = help.clone();
    let row = move |item: T| {
        let own = key(&item);
        let of_own = own.clone();
        let current = Memo::new(move |_| {
            let found = items.with(|items| items.iter().find(|item| key(item) == of_own).cloned());
            found.unwrap_or_else(|| item.clone())
        });
        let place = Memo::new(move |_| {
            keys.with(|keys| Place { index: keys.iter().position(|key| *key == own).unwrap_or(0), of: keys.len() })
        });
        let name = Signal::derive(move || current.with(name));
        let content = render(current.into(), Mover { hand, place, name }).into_any();
        row_view(hand, place, name, described.clone(), content)
    };
    view! {
        <ul
            node_ref=list
            class="reorder"
            class:moving=move || hand.is_holding()
            class:dragging=move || hand.is_dragging()
            id=id
            aria-label=label
        >
            <For each=move || items.get() key=key children=row/>
        </ul>
        <p id=help hidden>
            "Press Space to lift. Then move with the arrow keys, put down with Space, or take back with Escape."
        </p>
        <p class="visually-hidden" aria-live="assertive">{move || hand.said()}</p>
    }
    .into_any()
}

fn row_view(hand: Hand, place: Memo<Place>, name: Signal<String>, help: String, content: AnyView) -> AnyView {
    let here = move || place.get_untracked();
    let take = move |event: PointerEvent| {
        if event.button() == 0 {
            let handle = event_target::<HtmlElement>(&event);
            _ = handle.set_pointer_capture(event.pointer_id());
            hand.lift(here().index, Some(f64::from(event.client_y())));
        }
    };
    // A press of a key, or of assistive technology: pointers count their clicks.
    let toggle = move |event: MouseEvent| {
        if event.detail() == 0 {
            if hand.is_holding_untracked() {
                hand.put_down(&name.get_untracked());
            } else {
                hand.lift(here().index, None);
                hand.say_lifted(&name.get_untracked(), here());
            }
        }
    };
    let keys = move |event: KeyboardEvent| {
        if !hand.is_holding_untracked() {
            return;
        }
        match event.key().as_str() {
            "ArrowUp" => hand.step(&name.get_untracked(), true),
            "ArrowDown" => hand.step(&name.get_untracked(), false),
            "Escape" => hand.take_back(&name.get_untracked()),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    view! {
        <li class="reorder-row" class:lifted=move || hand.holds(place.get().index)>
            <button
                type="button"
                class="reorder-handle"
                data-write=""
                aria-label=move || format!("Move {}", name.get())
                aria-describedby=help
                on:pointerdown=take
                on:pointermove=move |event| hand.follow(f64::from(event.client_y()))
                on:pointerup=move |_| hand.drop_pointer(&name.get_untracked())
                on:pointercancel=move |_| hand.let_go()
                on:click=toggle
                on:keydown=keys
                on:blur=move |_| hand.blurred()
            >
                <Icon name=Glyph::Drag/>
            </button>
            <div class="reorder-body">{content}</div>
        </li>
    }
    .into_any()
}
