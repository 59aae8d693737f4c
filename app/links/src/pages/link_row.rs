//! One link in the list.

use crate::link::Link;
use leptos::prelude::*;
use ui::{Glyph, Menu, MenuItem, Mover, Toggle};

/// What one can do to the link of a row.
#[derive(Clone, Copy)]
pub struct RowActs {
    pub show: Callback<(Link, bool)>,
    pub edit: Callback<Link>,
    pub delete: Callback<Link>,
}

/// The row of somebody who may edit.
#[component]
pub fn LinkRow(link: Signal<Link>, mover: Mover, clicks: i64, acts: RowActs) -> impl IntoView {
    let menu_id = link.with_untracked(|link| format!("more-{}", link.id));
    let title = Memo::new(move |_| link.with(|link| link.title.clone()));
    let shown = Signal::derive(move || link.with(|link| link.shown));
    let items = Signal::derive(move || items(link, mover, acts));
    let show = Callback::new(move |on| acts.show.run((link.get_untracked(), on)));
    // Labels are fixed when a control is made: a new title makes new ones.
    let controls = move || {
        let title = title.get();
        view! {
            <Toggle label=format!("Show {title}") checked=shown on_change=show bare=true/>
            <Menu id=menu_id.clone() label=format!("More for {title}") items/>
        }
    };
    view! {
        <div class="link-row" class:off=move || !shown.get()>
            <button type="button" class="link-text" on:click=move |_| acts.edit.run(link.get_untracked())>
                {words(link, clicks)}
            </button>
            " "
            <div class="link-acts" data-write="">
                {controls}
            </div>
        </div>
    }
    .into_any()
}

/// The row of somebody who may only look.
#[component]
pub fn PlainLinkRow(link: Link, clicks: i64) -> impl IntoView {
    let off = !link.shown;
    view! {
        <div class="link-row" class:off=off>
            <div class="link-text">{words(Signal::stored(link), clicks)}</div>
        </div>
    }
    .into_any()
}

/// With spaces between, for those who hear the row and see no columns.
fn words(link: Signal<Link>, clicks: i64) -> AnyView {
    let target = move || link.with(|link| spoken_target(&link.target).to_owned());
    view! {
        <b dir="auto">{move || link.with(|link| link.title.clone())}</b>
        " "
        <small dir="ltr">{target}</small>
        " "
        <span class="link-clicks" title="Since the link was added">{count(clicks)}</span>
    }
    .into_any()
}

fn items(link: Signal<Link>, mover: Mover, acts: RowActs) -> Vec<MenuItem> {
    let edit = MenuItem::press("Edit", Glyph::Edit, move || acts.edit.run(link.get_untracked()));
    let up = (!mover.is_first()).then(|| MenuItem::press("Move up", Glyph::ArrowUp, move || mover.up()));
    let down = (!mover.is_last()).then(|| MenuItem::press("Move down", Glyph::ArrowDown, move || mover.down()));
    let delete = MenuItem::press("Delete", Glyph::Trash, move || acts.delete.run(link.get_untracked()));
    [Some(edit), up, down, Some(delete.danger().parted())].into_iter().flatten().collect()
}

/// The target without what every web address begins with.
fn spoken_target(target: &str) -> &str {
    let bare = target.strip_prefix("https://").or_else(|| target.strip_prefix("http://")).unwrap_or(target);
    bare.strip_suffix('/').unwrap_or(bare)
}

fn count(clicks: i64) -> String {
    if clicks == 1 { "1 click".into() } else { format!("{clicks} clicks") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_shown_as_people_say_it() {
        assert_eq!(spoken_target("https://example.com/"), "example.com");
        assert_eq!(spoken_target("http://example.com/a/"), "example.com/a");
        assert_eq!(spoken_target("mailto:ada@example.com"), "mailto:ada@example.com");
    }

    #[test]
    fn one_click_is_not_clicks() {
        assert_eq!([0, 1, 2].map(count), ["0 clicks", "1 click", "2 clicks"]);
    }
}
