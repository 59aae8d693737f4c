use std::sync::Arc;

use leptos::{ev, ev::KeyboardEvent, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::icon::{Glyph, Icon};

#[derive(Clone)]
enum Act {
    Go(String),
    Run(Arc<dyn Fn() + Send + Sync>),
}

/// Something the palette finds.
#[derive(Clone)]
pub struct Command {
    label: String,
    hint: String,
    icon: Glyph,
    act: Act,
}

impl Command {
    /// Leads to a screen.
    pub fn go(label: impl Into<String>, hint: impl Into<String>, icon: Glyph, href: impl Into<String>) -> Self {
        Self { label: label.into(), hint: hint.into(), icon, act: Act::Go(href.into()) }
    }

    /// Does something.
    pub fn run(
        label: impl Into<String>,
        hint: impl Into<String>,
        icon: Glyph,
        act: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        Self { label: label.into(), hint: hint.into(), icon, act: Act::Run(Arc::new(act)) }
    }

    /// Whether every word is somewhere in the label or the hint.
    fn answers(&self, query: &str) -> bool {
        let text = format!("{} {}", self.label, self.hint).to_lowercase();
        query.split_whitespace().all(|word| text.contains(word))
    }
}

/// Where a `Finder` opens: ⌘K or Ctrl K opens and closes it, Escape closes.
#[component]
pub fn Palette(
    /// Whether it is open, in both directions.
    open: RwSignal<bool>,
    /// The `Finder`; there only while this is open.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let shortcut = window_event_listener(ev::keydown, move |event| {
            if (event.meta_key() || event.ctrl_key()) && !event.shift_key() && event.key().eq_ignore_ascii_case("k") {
                event.prevent_default();
                open.update(|open| *open = !*open);
            }
        });
        on_cleanup(move || shortcut.remove());
    });
    Effect::new(move |_| {
        let wanted = open.get();
        let Some(dialog) = node.get() else { return };
        if wanted && !dialog.open() {
            request_animation_frame(move || _ = dialog.show_modal());
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog
            node_ref=node
            class="palette"
            aria-label="Command palette"
            on:close=move |_| open.set(false)
            on:click=move |event| {
                if node.get_untracked().is_some_and(|dialog| event.target().is_some_and(|on| on == ****dialog)) {
                    open.set(false);
                }
            }
        >
            {move || open.get().then(|| children())}
        </dialog>
    }
    .into_any()
}

/// Finds and does: arrows choose, Enter does.
#[component]
pub fn Finder(
    /// Whether the `Palette` around it is open, in both directions.
    open: RwSignal<bool>,
    /// All there is to find.
    commands: Vec<Command>,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let query = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let commands = StoredValue::new(commands);
    let found = Memo::new_with_compare(
        move |_| {
            let words = query.get().to_lowercase();
            commands.with_value(|all| all.iter().filter(|command| command.answers(&words)).cloned().collect::<Vec<_>>())
        },
        |_, _| true,
    );
    // The palette may have opened before this was there.
    field.on_load(|field| request_animation_frame(move || _ = field.focus()));
    let keys = move |event: KeyboardEvent| {
        let last = found.with_untracked(Vec::len).saturating_sub(1);
        let here = chosen.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => chosen.set(if here >= last { 0 } else { here + 1 }),
            "ArrowUp" => chosen.set(here.checked_sub(1).unwrap_or(last)),
            "Enter" => {
                if let Some(option) = option_at(here) {
                    option.click();
                }
            }
            _ => return,
        }
        event.prevent_default();
        if let Some(option) = option_at(chosen.get_untracked()) {
            option.scroll_into_view_with_bool(false);
        }
    };
    let options = move || {
        let found = found.get();
        if found.is_empty() {
            return view! { <p class="palette-none">"Nothing is called that."</p> }.into_any();
        }
        found
            .into_iter()
            .enumerate()
            .map(|(index, command)| option(index, command, chosen, open))
            .collect_view()
            .into_any()
    };
    view! {
        <div class="palette-search">
            <Icon name=Glyph::Search/>
            <input
                node_ref=field
                type="text"
                role="combobox"
                aria-label="Find a page or an action"
                aria-expanded="true"
                aria-controls="palette-list"
                aria-autocomplete="list"
                aria-activedescendant=move || format!("palette-{}", chosen.get())
                autocomplete="off"
                spellcheck="false"
                autofocus=true
                placeholder="Find a page or an action"
                prop:value=move || query.get()
                on:input=move |event| {
                    query.set(event_target_value(&event));
                    chosen.set(0);
                }
                on:keydown=keys
            />
            <kbd>"esc"</kbd>
        </div>
        <div class="palette-list" id="palette-list" role="listbox" aria-label="Found">
            {options}
        </div>
    }
    .into_any()
}

fn option_at(index: usize) -> Option<HtmlElement> {
    document().get_element_by_id(&format!("palette-{index}"))?.dyn_into().ok()
}

fn option(index: usize, command: Command, chosen: RwSignal<usize>, open: RwSignal<bool>) -> AnyView {
    let Command { label, hint, icon, act } = command;
    let id = format!("palette-{index}");
    let selected = move || if chosen.get() == index { "true" } else { "false" };
    let inside = view! {
        <Icon name=icon/>
        <span class="palette-label">{label}</span>
        <span class="palette-hint">{hint}</span>
    };
    match act {
        Act::Go(href) => view! {
            <a
                class="palette-option"
                role="option"
                id=id
                tabindex="-1"
                href=href
                aria-selected=selected
                on:pointermove=move |_| chosen.set(index)
                on:click=move |_| open.set(false)
            >
                {inside}
            </a>
        }
        .into_any(),
        Act::Run(act) => view! {
            <div
                class="palette-option"
                role="option"
                id=id
                aria-selected=selected
                on:pointermove=move |_| chosen.set(index)
                on:click=move |_| {
                    open.set(false);
                    act();
                }
            >
                {inside}
            </div>
        }
        .into_any(),
    }
}
