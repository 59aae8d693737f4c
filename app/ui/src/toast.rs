use std::{sync::Arc, time::Duration};

use leptos::prelude::*;

use crate::{
    button::IconButton,
    icon::{Glyph, Icon},
};

#[derive(Clone)]
struct Toast {
    id: u32,
    text: String,
    bad: bool,
    undo: Option<Arc<dyn Fn() + Send + Sync>>,
}

impl Toast {
    /// Longer where there is something to decide.
    fn lasts(&self) -> Duration {
        Duration::from_secs(if self.undo.is_some() || self.bad { 10 } else { 5 })
    }
}

/// What just happened, said at the bottom of the screen. Copy it into callbacks.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    count: StoredValue<u32>,
    /// Whether somebody is at them.
    held: RwSignal<bool>,
}

impl Toasts {
    /// Says that something was done.
    pub fn show(self, text: impl Into<String>) {
        self.push(text.into(), false, None);
    }

    /// Says that something failed, and what to do.
    pub fn fail(self, text: impl Into<String>) {
        self.push(text.into(), true, None);
    }

    /// Says that something was done, and offers to take it back.
    pub fn show_with_undo(self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        self.push(text.into(), false, Some(Arc::new(undo)));
    }

    fn push(self, text: String, bad: bool, undo: Option<Arc<dyn Fn() + Send + Sync>>) {
        self.count.update_value(|count| *count += 1);
        let toast = Toast { id: self.count.get_value(), text, bad, undo };
        self.shown.update(|shown| {
            // Three are as many as one reads.
            let surplus = (shown.len() + 1).saturating_sub(3);
            shown.drain(..surplus);
            shown.push(toast);
        });
    }

    fn dismiss(self, id: u32) {
        _ = self.shown.try_update(|shown| shown.retain(|toast| toast.id != id));
    }
}

/// Makes toasts available below; called once by the shell, which also places the `ToastStack`.
pub fn provide_toasts() -> Toasts {
    let toasts = Toasts { shown: RwSignal::new(Vec::new()), count: StoredValue::new(0), held: RwSignal::new(false) };
    provide_context(toasts);
    toasts
}

/// The toasts of the shell; without one, toasts that nobody sees.
#[must_use]
pub fn use_toasts() -> Toasts {
    use_context().unwrap_or_else(provide_toasts)
}

/// Where toasts appear. They wait while the pointer or the focus is on them.
#[component]
pub fn ToastStack(
    /// The `ToastList`; there once there was something to say.
    children: ChildrenFn,
) -> impl IntoView {
    let toasts = use_toasts();
    let held = toasts.held;
    let said = Memo::new(move |said| said == Some(&true) || toasts.shown.with(|shown| !shown.is_empty()));
    view! {
        <div
            class="toasts"
            role="status"
            on:pointerenter=move |_| held.set(true)
            on:pointerleave=move |_| held.set(false)
            on:focusin=move |_| held.set(true)
            on:focusout=move |_| held.set(false)
        >
            {move || said.get().then(|| children())}
        </div>
    }
    .into_any()
}

/// The toasts inside of the `ToastStack`.
#[component]
pub fn ToastList() -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <For each=move || toasts.shown.get() key=|toast| toast.id let:toast>
            {toast_view(toasts, toast)}
        </For>
    }
    .into_any()
}

fn toast_view(toasts: Toasts, toast: Toast) -> AnyView {
    let held = toasts.held;
    let id = toast.id;
    let lasts = toast.lasts();
    Effect::new(move |_| {
        if held.get() {
            return;
        }
        if let Ok(timer) = set_timeout_with_handle(move || toasts.dismiss(id), lasts) {
            on_cleanup(move || timer.clear());
        }
    });
    let take_back = toast.undo.map(|undo| {
        let press = move |_| {
            held.set(false);
            toasts.dismiss(id);
            undo();
        };
        view! { <button type="button" class="toast-undo" on:click=press>"Undo"</button> }
    });
    let close = move |()| {
        held.set(false);
        toasts.dismiss(id);
    };
    view! {
        <div class=if toast.bad { "toast bad" } else { "toast" } role=toast.bad.then_some("alert")>
            <Icon name=if toast.bad { Glyph::Alert } else { Glyph::Check }/>
            <span class="toast-text">{toast.text}</span>
            {take_back}
            <IconButton icon=Glyph::Close label="Dismiss" on_press=close/>
        </div>
    }
    .into_any()
}
