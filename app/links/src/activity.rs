//! What the audit log tells of a change of the page: which record it was about, and the fields
//! that differ.

use crate::{link::LinkId, page::LinkPage};
use bson::{Document, doc};
use kernel::{audit::Act, database::document::differences};

/// What somebody does, and to what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doing {
    action: &'static str,
    /// Nothing for the page itself.
    link: Option<LinkId>,
}

impl Doing {
    pub fn to_page(action: &'static str) -> Self {
        Self { action, link: None }
    }

    pub fn to_link(action: &'static str, link: &LinkId) -> Self {
        Self { action, link: Some(link.clone()) }
    }

    /// The act that made `after` of `before`. A page's first edit makes it of nothing that was
    /// stored: what it began as is no change of anybody's.
    pub fn act(&self, before: &LinkPage, after: &LinkPage) -> Act {
        let (record, label, was, is) = match &self.link {
            None => (after.id.to_string(), after.title.clone(), page(before), page(after)),
            Some(id) => {
                let named = after.link(id).or_else(|| before.link(id));
                (
                    id.to_string(),
                    named.map(|link| link.title.clone()).unwrap_or_default(),
                    link(before, id),
                    link(after, id),
                )
            }
        };
        let (before, after) = differences(&was, &is);
        Act { action: self.action, record, label, before, after }
    }
}

fn page(page: &LinkPage) -> Document {
    let mut fields =
        doc! { "title": &page.title, "bio": &page.bio, "published": page.published, "address": page.address() };
    fields.insert("language", page.locale.tag());
    if let Some(brand) = page.brand {
        fields.insert("accent", brand.accent.to_string());
        fields.insert("background", brand.background.to_string());
    }
    fields
}

/// Nothing of a link that is not on the page.
fn link(page: &LinkPage, id: &LinkId) -> Document {
    let place =
        page.links.iter().position(|link| link.id == *id).and_then(|place| Some((place, page.links.get(place)?)));
    place.map_or_else(Document::new, |(place, link)| {
        let place = i64::try_from(place + 1).unwrap_or(i64::MAX);
        doc! { "title": &link.title, "address": &link.target, "shown": link.shown, "place": place }
    })
}
