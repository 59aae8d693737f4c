//! Clicks: each counted once, and never in a visitor's way.

use crate::stage::{add_all, clicks, platform, visit};
use kernel::{AppError, Role, testing::TestPlatform};
use links::{
    link::{Link, edit::edit, label, remove::remove, restore::restore},
    page::{Removed, publish::publish, unpublish::unpublish},
    public::go::go,
};
use std::time::Duration;

#[tokio::test]
async fn fifty_clicks_at_once_are_fifty() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let ids = add_all(&ada, &["a", "b"]).await;
    publish(&ada).await.unwrap();
    let visitor = visit(&stage, "/@ada").await.unwrap();
    let visits = (0..50).map(|_| go(&visitor, ids[0].as_str(), true));
    let targets = futures::future::join_all(visits).await;
    assert!(targets.iter().all(|target| target.as_deref() == Ok("https://example.com/shop")));
    assert_eq!((clicks(&ada, &ids[0]).await, clicks(&ada, &ids[1]).await), (50, 0));
    stage.end().await;
}

#[tokio::test]
async fn clicks_of_several_days_add_up() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let ids = add_all(&ada, &["a"]).await;
    publish(&ada).await.unwrap();
    for _ in 0..3 {
        let visitor = visit(&stage, "/@ada").await.unwrap();
        go(&visitor, ids[0].as_str(), true).await.unwrap();
        stage.clock.forward(Duration::from_secs(86_400));
    }
    assert_eq!(clicks(&ada, &ids[0]).await, 3);
    stage.end().await;
}

#[tokio::test]
async fn a_page_fetched_ahead_of_a_click_is_not_a_click() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let ids = add_all(&ada, &["a"]).await;
    publish(&ada).await.unwrap();
    let visitor = visit(&stage, "/@ada").await.unwrap();
    go(&visitor, ids[0].as_str(), false).await.unwrap();
    assert_eq!(clicks(&ada, &ids[0]).await, 0);
    stage.end().await;
}

#[tokio::test]
async fn only_links_of_this_page_lead_anywhere() {
    let stage = platform().await;
    let (ada, bob) = (stage.member(Role::Owner, "ada"), stage.member(Role::Owner, "bob"));
    let ids = add_all(&ada, &["a"]).await;
    let theirs = add_all(&bob, &["b"]).await;
    publish(&ada).await.unwrap();
    let visitor = visit(&stage, "/@ada").await.unwrap();
    for other in [theirs[0].as_str(), "lnk_", "https://evil.example", "lnk_01j00000000000000000000000", ""] {
        assert_eq!(go(&visitor, other, true).await, Err(AppError::NotFound), "{other}");
    }
    assert_eq!((clicks(&ada, &ids[0]).await, clicks(&bob, &theirs[0]).await), (0, 0));
    unpublish(&ada).await.unwrap();
    assert!(visit(&stage, "/@ada").await.is_err());
    stage.end().await;
}

#[tokio::test]
async fn an_edited_link_leads_to_its_new_target_and_keeps_its_count() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let ids = add_all(&ada, &["a"]).await;
    publish(&ada).await.unwrap();
    go(&visit(&stage, "/@ada").await.unwrap(), ids[0].as_str(), true).await.unwrap();
    edit(&ada, ids[0].clone(), label("a", "example.org/new").unwrap()).await.unwrap();
    let removed = remove(&ada, ids[0].clone()).await.unwrap().removed;
    restore(&ada, removed).await.unwrap();
    let visitor = visit(&stage, "/@ada").await.unwrap();
    assert_eq!(go(&visitor, ids[0].as_str(), true).await.as_deref(), Ok("https://example.org/new"));
    assert_eq!(clicks(&ada, &ids[0]).await, 2);
    stage.end().await;
}

#[tokio::test]
async fn a_link_under_a_foreign_id_takes_no_clicks_from_its_owner() {
    let stage = platform().await;
    let (ada, mallory) = (stage.member(Role::Owner, "ada"), stage.member(Role::Owner, "mallory"));
    let ids = add_all(&ada, &["a"]).await;
    let stolen = Link {
        id: ids[0].clone(),
        title: "a".into(),
        target: "https://example.org/".into(),
        shown: true,
        added_by: None,
    };
    restore(&mallory, Removed { link: stolen, position: 0 }).await.unwrap();
    publish(&ada).await.unwrap();
    publish(&mallory).await.unwrap();
    for (address, target) in [("/@mallory", "https://example.org/"), ("/@ada", "https://example.com/shop")] {
        let visitor = visit(&stage, address).await.unwrap();
        assert_eq!(go(&visitor, ids[0].as_str(), true).await.as_deref(), Ok(target));
    }
    assert_eq!((clicks(&ada, &ids[0]).await, clicks(&mallory, &ids[0]).await), (1, 1));
    stage.end().await;
}

#[tokio::test]
async fn a_visitor_arrives_when_counting_fails() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let ids = add_all(&ada, &["a"]).await;
    publish(&ada).await.unwrap();
    let visitor = visit(&stage, "/@ada").await.unwrap();
    refuse_counters(&stage).await;
    assert_eq!(go(&visitor, ids[0].as_str(), true).await.as_deref(), Ok("https://example.com/shop"));
    assert_eq!(clicks(&ada, &ids[0]).await, 0);
    stage.end().await;
}

/// From now on the database takes no counter.
#[allow(clippy::disallowed_types, reason = "breaks what the kernel does not let one break")]
async fn refuse_counters(stage: &TestPlatform) {
    let client = mongodb::Client::with_uri_str(std::env::var("MONGODB_URI").unwrap()).await.unwrap();
    let refuse = bson::doc! { "collMod": "link_clicks", "validator": { "refused": true } };
    client.database(stage.platform.database().name()).run_command(refuse).await.unwrap();
}
