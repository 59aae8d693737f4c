//! The links of the page, in the order that visitors see.

use super::{
    add_button::AddButton,
    change::Change,
    desk::Desk,
    link_form::LinkForm,
    link_row::{LinkRow, PlainLinkRow, RowActs},
};
use crate::{
    link::{Link, LinkId},
    page::{LinkPage, Removed, get::Clicks},
};
use kernel::UserId;
use leptos::prelude::*;
use ui::{EmptyState, Glyph, Mover, Reorder};

#[component]
pub fn LinkList(
    desk: Desk,
    page: Memo<LinkPage>,
    clicks: Clicks,
    form: LinkForm,
    may_edit: bool,
    /// Where a role reaches the member's own links only: who the member is.
    only_of: Option<UserId>,
) -> impl IntoView {
    let links = Memo::new(move |_| page.with(|page| page.links.clone()));
    let is_empty = Memo::new(move |_| links.with(Vec::is_empty));
    let (clicks, only_of) = (StoredValue::new(clicks), StoredValue::new(only_of));
    let list = move || match (is_empty.get(), may_edit) {
        (true, _) => nothing_yet(form, may_edit),
        (false, true) => editable(&desk, links, (clicks, only_of), form),
        (false, false) => readable(links, clicks),
    };
    view! { <div class="links-list">{list}</div> }.into_any()
}

fn nothing_yet(form: LinkForm, may_edit: bool) -> AnyView {
    let action = move || may_edit.then(|| view! { <AddButton form/> });
    view! {
        <EmptyState
            icon=Glyph::Link
            title="Add the links you want people to find"
            text="Your shop, your calendar, your latest video: one address for all of them."
            action
        />
    }
    .into_any()
}

fn editable(
    desk: &Desk,
    links: Memo<Vec<Link>>,
    (clicks, only_of): (StoredValue<Clicks>, StoredValue<Option<UserId>>),
    form: LinkForm,
) -> AnyView {
    let reached = move |link: &Link| only_of.with_value(|of| of.is_none() || link.added_by == *of);
    let acts = acts(desk, form);
    let mover_desk = desk.clone();
    let on_move =
        Callback::new(move |(from, to)| match links.with_untracked(|links| links.get(from).is_some_and(reached)) {
            true => links
                .with_untracked(|links| moved(links, from, to))
                .into_iter()
                .for_each(|change| mover_desk.ask(change)),
            false => mover_desk.toasts().fail("Your role lets you move the links that you added."),
        });
    let key: fn(&Link) -> LinkId = |link| link.id.clone();
    let name: fn(&Link) -> String = |link| link.title.clone();
    let render = move |link: Signal<Link>, mover: Mover| {
        let clicks = link.with_untracked(|link| of(clicks, &link.id));
        match link.with_untracked(reached) {
            true => view! { <LinkRow link mover clicks acts/> }.into_any(),
            false => view! { <PlainLinkRow link=link.get_untracked() clicks/> }.into_any(),
        }
    };
    view! { <Reorder id="link-list" label="Links" items=links key name on_move render/> }.into_any()
}

fn readable(links: Memo<Vec<Link>>, clicks: StoredValue<Clicks>) -> AnyView {
    let row = move |link: Link| {
        let clicks = of(clicks, &link.id);
        view! { <li class="reorder-row"><PlainLinkRow link clicks/></li> }
    };
    view! {
        <ul class="reorder" aria-label="Links">
            <For each=move || links.get() key=|link| link.id.clone() children=row/>
        </ul>
    }
    .into_any()
}

fn acts(desk: &Desk, form: LinkForm) -> RowActs {
    let (shower, deleter) = (desk.clone(), desk.clone());
    RowActs {
        show: Callback::new(move |(link, shown): (Link, bool)| shower.ask(Change::Show { id: link.id, shown })),
        edit: Callback::new(move |link: Link| form.edit(&link)),
        delete: Callback::new(move |link: Link| delete(&deleter, link)),
    }
}

/// Deleted at once; taking it back is one press away.
fn delete(desk: &Desk, link: Link) {
    let Some(position) = desk.page().links.iter().position(|other| other.id == link.id) else { return };
    desk.ask(Change::Remove { id: link.id.clone() });
    let (undoer, words) = (desk.clone(), format!("“{}” was deleted.", link.title));
    let removed = Removed { link, position };
    desk.toasts().show_with_undo(words, move || undoer.ask(Change::Restore(removed.clone())));
}

/// The move from one index to another, by the neighbour that the link comes to stand before.
fn moved(links: &[Link], from: usize, to: usize) -> Option<Change> {
    let id = links.get(from)?.id.clone();
    let mut others = links.iter().filter(|link| link.id != id);
    let before = others.nth(to).map(|link| link.id.clone());
    (from != to).then_some(Change::Move { id, before })
}

fn of(clicks: StoredValue<Clicks>, id: &LinkId) -> i64 {
    clicks.with_value(|clicks| clicks.of(id))
}
