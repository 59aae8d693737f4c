//! A change that is shown before the server has answered.

use crate::{
    link::{LinkId, r#move::move_link, remove::remove_link, restore::restore_link, show::show_link},
    page::{LinkPage, PageProblem, Removed},
};
use kernel::AppResult;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    Move { id: LinkId, before: Option<LinkId> },
    Show { id: LinkId, shown: bool },
    Remove { id: LinkId },
    Restore(Removed),
}

impl Change {
    /// Makes the page what it will be. On a page that somebody else has changed it may no longer
    /// make sense: then it changes nothing here, and the server says why.
    pub fn apply(&self, page: &mut LinkPage) {
        let _: Result<(), PageProblem> = match self {
            Change::Move { id, before } => page.move_before(id, before.as_ref()),
            Change::Show { id, shown } => page.show(id, *shown),
            Change::Remove { id } => page.remove(id).map(drop),
            Change::Restore(Removed { link, position }) => page.restore(link.clone(), *position),
        };
    }

    /// Asks the server for it; the page as it is then.
    pub async fn send(self) -> AppResult<LinkPage> {
        match self {
            Change::Move { id, before } => move_link(id, before).await,
            Change::Show { id, shown } => show_link(id, shown).await,
            Change::Remove { id } => remove_link(id).await.map(|without| without.page),
            Change::Restore(Removed { link, position }) => {
                restore_link(link.id, link.title, link.target, link.shown, position).await
            }
        }
    }

    /// What did not happen, when the server refuses.
    pub const fn refusal(&self) -> &'static str {
        match self {
            Change::Move { .. } => "The link is back where it was.",
            Change::Show { shown: true, .. } => "The link is still hidden.",
            Change::Show { shown: false, .. } => "The link is still shown.",
            Change::Remove { .. } => "The link was not deleted.",
            Change::Restore(_) => "The link was not put back.",
        }
    }
}
