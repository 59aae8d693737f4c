//! A page is at one address, an address has one page, and a visit is one round trip.
#![allow(clippy::disallowed_types, reason = "reads the database's own profile of what it was asked")]

use bson::{Document, doc};
use kernel::{
    AppError, AppResult, Role, TenantDb, Visitor,
    published::{self, Page, Published},
    testing::{START, TestPlatform},
    transaction,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Card {
    title: String,
}

async fn publish(
    test: &TestPlatform,
    tenant: &TenantDb,
    address: &str,
    kind: &'static str,
    title: &str,
) -> AppResult<()> {
    transaction::run(test.platform.database(), |tx| {
        let (tenant, address, body) = (tenant.clone(), address.to_owned(), Card { title: title.to_owned() });
        Box::pin(async move {
            let page = Page { address: &address, kind, revision: 1, body: &body };
            published::publish(tx, &tenant, START, page).await
        })
    })
    .await
}

async fn title_at(test: &TestPlatform, address: &str) -> AppResult<String> {
    let visitor = Visitor::enter_on(test.platform.clone(), address).await?;
    visitor.page::<Card>().map(|card| card.title)
}

async fn two_workspaces() -> (TestPlatform, TenantDb, TenantDb) {
    let test = TestPlatform::start(Vec::new()).await;
    let (ours, theirs) = (test.member(Role::Owner, "ours").tenant(), test.member(Role::Owner, "theirs").tenant());
    (test, ours, theirs)
}

#[tokio::test]
async fn a_visit_is_one_round_trip_and_reads_one_document() {
    let (test, ours, _) = two_workspaces().await;
    publish(&test, &ours, "/@acme", "links", "Acme").await.unwrap();
    let client = mongodb::Client::with_uri_str(std::env::var("MONGODB_URI").unwrap()).await.unwrap();
    let database = client.database(test.platform.database().name());
    database.run_command(doc! { "profile": 2 }).await.unwrap();
    let visitor = Visitor::enter_on(test.platform.clone(), "/@acme").await.unwrap();
    database.run_command(doc! { "profile": 0 }).await.unwrap();

    assert_eq!(visitor.page::<Card>().unwrap(), Card { title: "Acme".into() });
    assert_eq!(visitor.tenant().workspace(), ours.workspace());
    let profile = database.collection::<Document>("system.profile");
    let asked = profile.count_documents(doc! { "command.profile": { "$exists": false } }).await.unwrap();
    let visit = profile.find_one(doc! { "ns": { "$regex": r"\.published$" } }).await.unwrap().unwrap();
    assert_eq!(asked, 1);
    assert_eq!((visit.get_i32("docsExamined").ok(), visit.get_i32("keysExamined").ok()), (Some(1), Some(1)), "{visit}");
    test.end().await;
}

#[tokio::test]
async fn an_address_of_another_workspace_is_a_conflict_and_nothing_changes() {
    let (test, ours, theirs) = two_workspaces().await;
    publish(&test, &theirs, "/@acme", "links", "Theirs").await.unwrap();
    publish(&test, &ours, "/@ours", "links", "Ours").await.unwrap();
    assert_eq!(publish(&test, &ours, "/@acme", "links", "Taken").await, Err(AppError::conflict("duplicate")));
    assert_eq!(title_at(&test, "/@acme").await.unwrap(), "Theirs");
    assert_eq!(title_at(&test, "/@ours").await.unwrap(), "Ours");
    test.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_workspaces_that_want_one_address_at_once_one_gets_it() {
    let (test, ours, theirs) = two_workspaces().await;
    for round in 0..10 {
        let address = format!("/@acme{round}");
        let (one, other) = tokio::join!(
            publish(&test, &ours, &address, "links", "Ours"),
            publish(&test, &theirs, &address, "links", "Theirs")
        );
        let winner = if one.is_ok() { "Ours" } else { "Theirs" };
        assert_ne!(one.is_ok(), other.is_ok());
        assert_eq!(one.and(other), Err(AppError::conflict("duplicate")));
        assert_eq!(title_at(&test, &address).await.unwrap(), winner);
    }
    test.end().await;
}

#[tokio::test]
async fn a_page_that_moves_leaves_none_behind() {
    let (test, ours, theirs) = two_workspaces().await;
    publish(&test, &theirs, "/@theirs", "links", "Theirs").await.unwrap();
    publish(&test, &ours, "/@ours/book", "booking", "Booking").await.unwrap();
    publish(&test, &ours, "/@old", "links", "Ours").await.unwrap();
    publish(&test, &ours, "/@new", "links", "Ours").await.unwrap();
    assert_eq!(title_at(&test, "/@old").await, Err(AppError::NotFound));
    assert_eq!(title_at(&test, "/@new").await.unwrap(), "Ours");
    assert_eq!(title_at(&test, "/@ours/book").await.unwrap(), "Booking");
    assert_eq!(title_at(&test, "/@theirs").await.unwrap(), "Theirs");

    publish(&test, &theirs, "/@old", "links", "Moved in").await.unwrap();
    assert_eq!(title_at(&test, "/@old").await.unwrap(), "Moved in");
    test.end().await;
}

#[tokio::test]
async fn a_page_does_not_take_the_address_of_another_kind() {
    let (test, ours, _) = two_workspaces().await;
    publish(&test, &ours, "/@ours", "links", "Links").await.unwrap();
    assert_eq!(publish(&test, &ours, "/@ours", "site", "Site").await, Err(AppError::conflict("duplicate")));
    assert_eq!(title_at(&test, "/@ours").await.unwrap(), "Links");
    publish(&test, &ours, "/@ours", "links", "Links, changed").await.unwrap();
    assert_eq!(title_at(&test, "/@ours").await.unwrap(), "Links, changed");
    test.end().await;
}

#[tokio::test]
async fn a_page_that_is_withdrawn_is_gone_and_only_that_one() {
    let (test, ours, theirs) = two_workspaces().await;
    publish(&test, &ours, "/@ours", "links", "Ours").await.unwrap();
    publish(&test, &ours, "/@ours/book", "booking", "Booking").await.unwrap();
    publish(&test, &theirs, "/@theirs", "links", "Theirs").await.unwrap();
    transaction::run(test.platform.database(), |tx| {
        let tenant = ours.clone();
        Box::pin(async move { published::withdraw(tx, &tenant, "links").await })
    })
    .await
    .unwrap();
    assert_eq!(title_at(&test, "/@ours").await, Err(AppError::NotFound));
    assert_eq!(test.platform.platform_db().of::<Published>().count(doc! {}).await.unwrap(), 2);
    test.end().await;
}
