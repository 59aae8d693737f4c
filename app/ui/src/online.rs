use leptos::{ev, prelude::*};

/// Whether the browser believes to be online; true on the server and until the page is interactive.
#[must_use]
pub fn use_online() -> Signal<bool> {
    let online = RwSignal::new(true);
    Effect::new(move |_| {
        online.set(window().navigator().on_line());
        let up = window_event_listener(ev::online, move |_| online.set(true));
        let down = window_event_listener(ev::offline, move |_| online.set(false));
        on_cleanup(move || {
            up.remove();
            down.remove();
        });
    });
    online.into()
}
