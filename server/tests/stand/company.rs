//! A workspace with its owner, a page with two links, and whoever is taken on.

use super::{Stand, ask::Ask, person::Person};
use axum::http::Method;
use kernel::{Role, WorkspaceId, transaction};
use links::page::LinkPage;
use workspaces::{
    membership::{self, Membership},
    slug::Slug,
    workspace::create::{Draft, found},
};

pub struct Company {
    pub workspace: WorkspaceId,
    pub slug: String,
    pub owner: Person,
    /// The ids of two links.
    pub links: [String; 2],
}

impl Company {
    pub async fn found(stand: &Stand, name: &str) -> Self {
        Self::found_at(stand, name, name).await
    }

    /// With an address that is not its name.
    pub async fn found_at(stand: &Stand, name: &str, slug: &str) -> Self {
        let owner = Person::register(stand, &format!("{name}-owner")).await;
        let draft = Draft { name: name.to_owned(), slug: Slug::read(slug).unwrap(), time_zone: "UTC".to_owned() };
        let workspace = found(stand.platform(), &owner.user, draft).await.unwrap().id;
        enter(stand, &owner, &workspace).await;
        let links = [add_link(stand, &owner, "Shop").await, add_link(stand, &owner, "Studio").await];
        Self { workspace, slug: slug.to_owned(), owner, links }
    }

    /// A new member.
    pub async fn take_on(&self, stand: &Stand, role: Role) -> Person {
        self.take_on_as(stand, &format!("new-{role:?}").to_lowercase(), role).await
    }

    /// As [`Self::take_on`], by a name of their own.
    pub async fn take_on_as(&self, stand: &Stand, name: &str, role: Role) -> Person {
        let person = Person::register(stand, &format!("{}-{name}", self.slug)).await;
        let membership = Membership::new(stand.platform(), &self.workspace, &person.user, role);
        transaction::run(stand.platform().database(), |tx| {
            let (platform, membership) = (stand.platform().clone(), membership.clone());
            Box::pin(async move { membership::store::insert(tx, &platform, &membership).await })
        })
        .await
        .unwrap();
        enter(stand, &person, &self.workspace).await;
        person
    }

    pub async fn publish(&self, stand: &Stand) {
        let answer = stand.send(Ask::call(&Method::POST, "/api/links/page/publish", "").by(&self.owner)).await;
        assert!(answer.status.is_success(), "{}", answer.text());
    }

    /// Where visitors find it.
    pub fn address(&self) -> String {
        format!("/@{}", self.slug)
    }
}

async fn enter(stand: &Stand, person: &Person, workspace: &WorkspaceId) {
    let sessions = &stand.platform().ports().sessions;
    sessions.enter_workspace(stand.platform(), &person.session, workspace).await.unwrap();
}

/// The id of the new link.
pub async fn add_link(stand: &Stand, by: &Person, title: &str) -> String {
    let fields = format!("title={title}&target=https%3A%2F%2Fexample.com%2F{title}");
    let answer = stand.send(Ask::call(&Method::POST, "/api/links/link/add", &fields).by(by)).await;
    let page: LinkPage = answer.json();
    page.links.last().unwrap().id.to_string()
}
