//! What the console needs to show and change the page.

use super::LinkPage;
use crate::link::LinkId;
use kernel::{AppResult, UserId};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};

/// The page as a member sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Builder {
    pub page: LinkPage,
    pub clicks: Clicks,
    /// Where we are reached, without a slash at its end.
    pub origin: String,
    /// Adds links, and changes those that the role reaches.
    pub may_edit: bool,
    /// Changes the page's title and bio.
    pub may_describe: bool,
    /// Where the role reaches the member's own links only: who the member is.
    pub only_of: Option<UserId>,
    pub may_publish: bool,
}

/// How often visitors opened each link since it was made; one without a click is absent. A list,
/// because a page is short and a map's code is not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clicks(Vec<(LinkId, i64)>);

impl Clicks {
    pub fn of(&self, link: &LinkId) -> i64 {
        self.0.iter().find(|(id, _)| id == link).map_or(0, |(_, clicks)| *clicks)
    }

    pub fn total(&self) -> i64 {
        self.0.iter().map(|(_, clicks)| clicks).sum()
    }
}

impl FromIterator<(LinkId, i64)> for Clicks {
    fn from_iter<I: IntoIterator<Item = (LinkId, i64)>>(clicks: I) -> Self {
        Self(clicks.into_iter().collect())
    }
}

/// The workspace's page; one that was never edited is a draft of the workspace's name.
#[server(prefix = "/api", endpoint = "links/page/get", input = GetUrl)]
pub async fn get_page() -> AppResult<Builder> {
    let member = kernel::Member::require(crate::permissions::VIEW).await?;
    get(&member).await
}

#[cfg(feature = "ssr")]
pub async fn get(member: &kernel::Member) -> AppResult<Builder> {
    use crate::{click, permissions};
    use kernel::Reach;
    let reach = member.access().reach(permissions::EDIT);
    let page = super::store::PageStore::of(member).read().await?;
    let clicks = click::store::totals(&member.tenant(), &page).await?;
    Ok(Builder {
        page,
        clicks,
        origin: member.platform().public_url().to_owned(),
        may_edit: reach.is_some(),
        may_describe: reach == Some(Reach::All),
        only_of: (reach == Some(Reach::Own)).then(|| member.user().clone()),
        may_publish: member.may(permissions::PUBLISH),
    })
}
