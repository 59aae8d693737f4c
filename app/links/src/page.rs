//! The workspace's link page, and everything one can do to it. Pure: the server changes the
//! stored page with these rules, the console shows the outcome with the same ones beforehand.

pub mod describe;
pub mod get;
pub mod publish;
pub mod unpublish;

#[cfg(feature = "ssr")]
pub mod store;

use crate::{
    link::{Label, Link, LinkId},
    text::{self, TextProblem},
};
use kernel::{AppError, Brand, FieldError, Locale, Timestamp, UserId, id};
use serde::{Deserialize, Serialize};

id!(
    /// A workspace's link page.
    LinkPageId,
    "lpg"
);

/// The longest title of a page, in characters.
pub const LONGEST_TITLE: u32 = 60;
/// The longest bio, in characters.
pub const LONGEST_BIO: u32 = 300;
/// More links than this are not a page but a directory.
pub const MOST_LINKS: usize = 200;

/// One per workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkPage {
    #[serde(rename = "_id")]
    pub id: LinkPageId,
    pub title: String,
    pub bio: String,
    /// The workspace's, as far as this system has heard.
    pub slug: String,
    /// Of the workspace's slug: it moves forward only.
    pub slug_version: i64,
    /// The workspace's language and colours, as far as this system has heard.
    #[serde(default)]
    pub locale: Locale,
    #[serde(default)]
    pub brand: Option<Brand>,
    /// Of language and colours: it moves forward only.
    #[serde(default)]
    pub look_version: i64,
    pub published: bool,
    /// Rises with each change.
    pub revision: i64,
    /// In the order that visitors see.
    pub links: Vec<Link>,
    pub updated_at: Timestamp,
}

/// A workspace has one page: two that are made at once collide.
#[cfg(feature = "ssr")]
impl kernel::Record for LinkPage {
    const COLLECTION: &'static str = "link_pages";

    fn indexes() -> Vec<kernel::Index> {
        vec![kernel::Index::on(&[]).unique()]
    }
}

#[cfg(feature = "ssr")]
impl kernel::Tenanted for LinkPage {}

/// Why a page can't be changed so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PageProblem {
    #[error("This link is no longer on the page.")]
    NoSuchLink,
    #[error("Your role lets you change the links that you added. Ask an owner or admin of the workspace.")]
    AnothersLink,
    #[error("A page holds at most {MOST_LINKS} links. Delete one to make room.")]
    Full,
}

impl From<PageProblem> for AppError {
    fn from(problem: PageProblem) -> Self {
        match problem {
            PageProblem::NoSuchLink => AppError::NotFound,
            PageProblem::AnothersLink => AppError::Forbidden,
            PageProblem::Full => AppError::invalid("", problem.to_string()),
        }
    }
}

/// A link that was taken off the page, and where it stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    pub link: Link,
    pub position: usize,
}

impl LinkPage {
    /// The page of a workspace that has not made one yet.
    pub fn draft(id: LinkPageId, workspace_name: &str, slug: &str, now: Timestamp) -> Self {
        Self {
            id,
            title: workspace_name.chars().take(LONGEST_TITLE as usize).collect(),
            bio: String::new(),
            slug: slug.to_owned(),
            slug_version: 0,
            locale: Locale::default(),
            brand: None,
            look_version: 0,
            published: false,
            revision: 0,
            links: Vec::new(),
            updated_at: now,
        }
    }

    /// The path that visitors find it at.
    pub fn address(&self) -> String {
        format!("/@{}", self.slug)
    }

    pub fn link(&self, id: &LinkId) -> Option<&Link> {
        self.links.iter().find(|link| link.id == *id)
    }

    pub fn describe(&mut self, description: Description) {
        self.title = description.title;
        self.bio = description.bio;
    }

    /// Puts a new link at the end.
    pub fn add(&mut self, link: Link) -> Result<(), PageProblem> {
        self.restore(link, usize::MAX)
    }

    pub fn edit(&mut self, id: &LinkId, label: Label) -> Result<(), PageProblem> {
        let link = self.link_mut(id)?;
        link.title = label.title;
        link.target = label.target;
        Ok(())
    }

    pub fn show(&mut self, id: &LinkId, shown: bool) -> Result<(), PageProblem> {
        self.link_mut(id)?.shown = shown;
        Ok(())
    }

    pub fn remove(&mut self, id: &LinkId) -> Result<Removed, PageProblem> {
        let position = self.position(id)?;
        Ok(Removed { link: self.links.remove(position), position })
    }

    /// Puts a link at its position, or at the end of a page that has become shorter. One that is
    /// on the page already stays as it is.
    pub fn restore(&mut self, link: Link, position: usize) -> Result<(), PageProblem> {
        if self.link(&link.id).is_some() {
            return Ok(());
        }
        if self.links.len() >= MOST_LINKS {
            return Err(PageProblem::Full);
        }
        self.links.insert(position.min(self.links.len()), link);
        Ok(())
    }

    /// Puts a link before another, or at the end. Named by its neighbour and not by a number, a
    /// move still means the same after somebody else's.
    pub fn move_before(&mut self, id: &LinkId, before: Option<&LinkId>) -> Result<(), PageProblem> {
        let from = self.position(id)?;
        if before == Some(id) {
            return Ok(());
        }
        if let Some(before) = before {
            self.position(before)?;
        }
        let link = self.links.remove(from);
        let to = before.map_or(Ok(self.links.len()), |before| self.position(before))?;
        self.links.insert(to, link);
        Ok(())
    }

    /// Whether a role reaches the link; of one that there is not it says so first.
    pub fn check_reach(&self, id: &LinkId, reaches: impl Fn(Option<&UserId>) -> bool) -> Result<(), PageProblem> {
        let link = self.link(id).ok_or(PageProblem::NoSuchLink)?;
        if reaches(link.added_by.as_ref()) { Ok(()) } else { Err(PageProblem::AnothersLink) }
    }

    fn position(&self, id: &LinkId) -> Result<usize, PageProblem> {
        self.links.iter().position(|link| link.id == *id).ok_or(PageProblem::NoSuchLink)
    }

    fn link_mut(&mut self, id: &LinkId) -> Result<&mut Link, PageProblem> {
        self.links.iter_mut().find(|link| link.id == *id).ok_or(PageProblem::NoSuchLink)
    }
}

/// Title and bio as they were accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    pub title: String,
    pub bio: String,
}

/// What keeps a title or a bio from being accepted; either may be fine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DescriptionProblems {
    pub title: Option<TextProblem>,
    pub bio: Option<TextProblem>,
}

/// The description of a page, as both sides check it.
pub fn description(title: &str, bio: &str) -> Result<Description, DescriptionProblems> {
    match (text::one_line(title, LONGEST_TITLE), text::lines(bio, LONGEST_BIO)) {
        (Ok(title), Ok(bio)) => Ok(Description { title, bio }),
        (title, bio) => Err(DescriptionProblems { title: title.err(), bio: bio.err() }),
    }
}

impl From<DescriptionProblems> for AppError {
    fn from(problems: DescriptionProblems) -> Self {
        let title = problems.title.map(|problem| FieldError::new("title", problem.to_string()));
        let bio = problems.bio.map(|problem| FieldError::new("bio", problem.to_string()));
        AppError::Invalid(title.into_iter().chain(bio).collect())
    }
}

#[cfg(test)]
mod tests;
