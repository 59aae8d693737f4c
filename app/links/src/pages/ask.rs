//! The doors that change the page, behind one function whose code comes after the screen's own:
//! nobody changes anything before they have seen it.

use super::change::Change;
use crate::{
    link::{
        Label, LinkId, add::add_link, edit::edit_link, r#move::move_link, remove::remove_link, restore::restore_link,
        show::show_link,
    },
    page::{Description, LinkPage, Removed, describe::describe_page, publish::publish_page, unpublish::unpublish_page},
};
use kernel::AppResult;
use leptos::prelude::*;

/// What is asked of the server.
pub enum Request {
    Change(Change),
    Add(Option<LinkId>, Label),
    Edit(LinkId, Label),
    Describe(Description),
    Publish(bool),
}

/// The page as it is then.
#[lazy]
pub async fn ask(request: Request) -> AppResult<LinkPage> {
    match request {
        Request::Change(Change::Move { id, before }) => move_link(id, before).await,
        Request::Change(Change::Show { id, shown }) => show_link(id, shown).await,
        Request::Change(Change::Remove { id }) => remove_link(id).await.map(|without| without.page),
        Request::Change(Change::Restore(Removed { link, position })) => {
            restore_link(link.id, link.title, link.target, link.shown, position, link.added_by).await
        }
        Request::Add(id, label) => add_link(label.title, label.target, id).await,
        Request::Edit(id, label) => edit_link(id, label.title, label.target).await,
        Request::Describe(description) => describe_page(description.title, description.bio).await,
        Request::Publish(true) => publish_page().await,
        Request::Publish(false) => unpublish_page().await,
    }
}

/// Fetches the code of [`ask`] now, so that the first change does not wait for it, nor depends
/// on the network being there still.
pub fn be_ready() {
    let _ = lazy_preload!(ask);
}
