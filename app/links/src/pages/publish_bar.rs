//! Whether the page is on the net, and where.

use super::ask::{Request, ask};
use super::desk::{Desk, reason};
use crate::page::LinkPage;
use leptos::{prelude::*, task::spawn_local};
use ui::{Button, CopyButton, Glyph, IconLink, Menu, MenuItem};

#[component]
pub fn PublishBar(
    desk: Desk,
    page: Memo<LinkPage>,
    /// Where we are reached, without a slash at its end.
    origin: String,
    may_publish: bool,
) -> impl IntoView {
    let origin = StoredValue::new(origin);
    let url = Memo::new(move |_| page.with(|page| format!("{}{}", origin.get_value(), page.address())));
    let published = Memo::new(move |_| page.with(|page| page.published));
    let busy = RwSignal::new(false);
    let turn = Callback::new(move |()| turn(desk.clone(), !published.get_untracked(), busy));
    let address = move || {
        let (url, path) = (url.get(), page.with(LinkPage::address));
        if published.get() {
            view! {
                <a href=path.clone() target="_blank" rel="noopener">{without_scheme(&url)}</a>
                <CopyButton text=Signal::stored(url) label="Copy address"/>
                <IconLink icon=Glyph::External label="Open page" href=path new_tab=true/>
            }
            .into_any()
        } else {
            view! {
                <span class="unpublished">
                    "Only members see this page. Published, it is at "
                    <b>{without_scheme(&url)}</b>
                </span>
            }
            .into_any()
        }
    };
    let button = move || {
        if published.get() {
            let items = vec![MenuItem::press("Unpublish page", Glyph::EyeOff, move || turn.run(()))];
            view! {
                <div data-write="">
                    <Menu id="page-more" label="More for this page" items/>
                </div>
            }
            .into_any()
        } else {
            view! { <Button icon=Glyph::Globe busy on_press=turn attr:data-write="">"Publish page"</Button> }.into_any()
        }
    };
    view! {
        <div class="public-address">
            {address}
            {may_publish.then_some(button)}
        </div>
    }
    .into_any()
}

fn turn(desk: Desk, publish: bool, busy: RwSignal<bool>) {
    busy.set(true);
    spawn_local(async move {
        let answer = ask(Request::Publish(publish)).await;
        match answer {
            Ok(page) => {
                desk.accept(page);
                desk.toasts().show(if publish { "The page is published." } else { "The page is no longer public." });
            }
            Err(error) => {
                let state = if publish { "The page was not published." } else { "The page is still public." };
                desk.toasts().fail(format!("{state} {}", reason(&error)));
            }
        }
        _ = busy.try_set(false);
    });
}

fn without_scheme(url: &str) -> String {
    url.split_once("://").map_or(url, |(_, rest)| rest).to_owned()
}
