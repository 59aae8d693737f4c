//! A change that is shown before the server has answered.

use crate::{
    link::LinkId,
    page::{LinkPage, PageProblem, Removed},
};

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
