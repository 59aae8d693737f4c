//! What the tests begin with.

use kernel::{Access, AppResult, Member, Role, Visitor, ports::Membership, testing::TestPlatform};
use links::{
    link::{Label, LinkId, add::add, label},
    page::{LinkPage, get::get},
    public_page::PublicPage,
};

pub async fn platform() -> TestPlatform {
    TestPlatform::start(links::system().schemas).await
}

/// Another member of the same workspace.
pub fn colleague(of: &Member) -> Member {
    let user = kernel::UserId::generate(of.now(), of.platform().random());
    let membership = Membership {
        user,
        access: Access::Role(Role::Editor),
        workspace: of.workspace().clone(),
        needs_second_factor: false,
    };
    Member::for_test(of.platform().clone(), membership)
}

pub fn to_shop(title: &str) -> Label {
    label(title, "https://example.com/shop").unwrap()
}

/// Adds one link for each title; their ids in order.
pub async fn add_all(member: &Member, titles: &[&str]) -> Vec<LinkId> {
    for title in titles {
        add(member, to_shop(title)).await.unwrap();
    }
    page(member).await.links.into_iter().map(|link| link.id).collect()
}

pub async fn page(member: &Member) -> LinkPage {
    get(member).await.unwrap().page
}

pub fn titles(page: &LinkPage) -> Vec<&str> {
    page.links.iter().map(|link| link.title.as_str()).collect()
}

/// A visitor of the page at the address, if there is one.
pub async fn visit(stage: &TestPlatform, address: &str) -> AppResult<Visitor> {
    Visitor::enter_on(stage.platform.clone(), address).await
}

pub async fn seen(stage: &TestPlatform, address: &str) -> PublicPage {
    visit(stage, address).await.unwrap().page().unwrap()
}

/// How often visitors opened the link, as the console says it.
pub async fn clicks(member: &Member, link: &LinkId) -> i64 {
    get(member).await.unwrap().clicks.of(link)
}
