use leptos::{ev::MouseEvent, prelude::*};

use crate::icon::{Glyph, Icon};

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one main action of a screen.
    Primary,
    /// Every other action.
    #[default]
    Quiet,
    /// An action without an edge, beside others or inside a row.
    Plain,
    /// An action that destroys something.
    Danger,
}

impl ButtonKind {
    const fn name(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Quiet => "quiet",
            Self::Plain => "plain",
            Self::Danger => "danger",
        }
    }
}

fn class_of(kind: ButtonKind, wide: bool, square: bool) -> String {
    let mut class = String::from("button ");
    class.push_str(kind.name());
    if wide {
        class.push_str(" wide");
    }
    if square {
        class.push_str(" square");
    }
    class
}

/// Presses while busy go nowhere, and a form is not submitted twice.
fn pressed(event: &MouseEvent, busy: Signal<bool>, on_press: Option<Callback<()>>) {
    if busy.get_untracked() {
        event.prevent_default();
    } else if let Some(on_press) = on_press {
        on_press.run(());
    }
}

/// A button with a verb on it. While `busy` it keeps its size and its focus, and ignores presses.
#[component]
pub fn Button(
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// A drawing before the label.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// Whether what it started is still going on.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Submits the form around it.
    #[prop(optional)]
    submit: bool,
    /// As wide as its container.
    #[prop(optional)]
    wide: bool,
    /// What a press does.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=class_of(kind, wide, false)
            aria-busy=move || busy.get().then_some("true")
            on:click=move |event| pressed(&event, busy, on_press)
        >
            {icon.map(|name| view! { <Icon name/> })}
            <span class="button-label">{children()}</span>
            <span class="spinner" aria-hidden="true"></span>
        </button>
    }
    .into_any()
}

/// A link that looks like a button.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// A drawing before the label.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// As wide as its container.
    #[prop(optional)]
    wide: bool,
    /// Opens in a new tab.
    #[prop(optional)]
    new_tab: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <a
            href=href
            class=class_of(kind, wide, false)
            target=new_tab.then_some("_blank")
            rel=new_tab.then_some("noopener")
        >
            {icon.map(|name| view! { <Icon name/> })}
            <span class="button-label">{children()}</span>
        </a>
    }
    .into_any()
}

/// A square button that shows only a drawing; its label is spoken and shown as a tip.
#[component]
pub fn IconButton(
    /// The drawing.
    icon: Glyph,
    /// What a press does, in words.
    #[prop(into)]
    label: String,
    /// How much it asks for attention; plain unless told.
    #[prop(default = ButtonKind::Plain)]
    kind: ButtonKind,
    /// Whether what it started is still going on.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What a press does.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=class_of(kind, false, true)
            aria-label=label.clone()
            title=label
            aria-busy=move || busy.get().then_some("true")
            on:click=move |event| pressed(&event, busy, on_press)
        >
            <Icon name=icon/>
            <span class="spinner" aria-hidden="true"></span>
        </button>
    }
    .into_any()
}

/// A square link that shows only a drawing.
#[component]
pub fn IconLink(
    /// The drawing.
    icon: Glyph,
    /// Where it leads, in words.
    #[prop(into)]
    label: String,
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// Opens in a new tab.
    #[prop(optional)]
    new_tab: bool,
) -> impl IntoView {
    view! {
        <a
            href=href
            class=class_of(ButtonKind::Plain, false, true)
            aria-label=label.clone()
            title=label
            target=new_tab.then_some("_blank")
            rel=new_tab.then_some("noopener")
        >
            <Icon name=icon/>
        </a>
    }
    .into_any()
}
