//! What the public gets to know of a page.

use crate::{link::LinkId, page::LinkPage};
use kernel::{Brand, Locale};
use serde::{Deserialize, Serialize};

/// How pages of this system are told apart among all that is published.
pub const KIND: &str = "links";

/// The body of the published document: all that a visit needs, and nothing that is hidden.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicPage {
    pub title: String,
    pub bio: String,
    pub initials: String,
    pub links: Vec<PublicLink>,
    /// Whether the page carries our name.
    pub branding: bool,
    /// The language that it is in.
    #[serde(default)]
    pub locale: Locale,
    /// The colours of the business, where they are not ours.
    #[serde(default)]
    pub brand: Option<Brand>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicLink {
    pub id: LinkId,
    pub title: String,
    pub target: String,
}

impl PublicPage {
    pub fn of(page: &LinkPage) -> Self {
        let shown = page.links.iter().filter(|link| link.shown);
        Self {
            title: page.title.clone(),
            bio: page.bio.clone(),
            initials: ui::initials(&page.title),
            links: shown
                .map(|link| PublicLink { id: link.id.clone(), title: link.title.clone(), target: link.target.clone() })
                .collect(),
            branding: true,
            locale: page.locale,
            brand: page.brand,
        }
    }

    /// Where a link that visitors see leads.
    pub fn target(&self, id: &LinkId) -> Option<&str> {
        self.links.iter().find(|link| link.id == *id).map(|link| link.target.as_str())
    }
}
