//! Addresses that a workspace leaves: they lead on for 90 days, and are nobody else's meanwhile.

use crate::stage::{Stage, move_to, stored};
use kernel::AppError;
use std::time::Duration;
use workspaces::{
    address::moved,
    slug::{SlugProblem, check},
};

const DAY: Duration = Duration::from_secs(86_400);

async fn leads(stage: &Stage, path: &str) -> Option<String> {
    moved(stage.platform(), path, None).await.unwrap()
}

async fn problem(stage: &Stage, slug: &str) -> Option<SlugProblem> {
    check::answer(stage.platform(), slug.to_owned(), None).await.unwrap().problem
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_was_left_leads_to_the_new_one_with_all_that_is_below_it() {
    let stage = Stage::open().await;
    let member = stage.owner_at("acme").await;
    move_to(&member, "bolt").await.unwrap();
    assert_eq!(leads(&stage, "/@acme").await.as_deref(), Some("/@bolt"));
    assert_eq!(leads(&stage, "/@acme/go/lnk_1").await.as_deref(), Some("/@bolt/go/lnk_1"));
    let with_query = moved(stage.platform(), "/@acme", Some("utm_source=card&x=1")).await.unwrap();
    assert_eq!(with_query.as_deref(), Some("/@bolt?utm_source=card&x=1"));
    for elsewhere in ["/@bolt", "/@nobody", "/@", "/acme", "/@acrne", "/@a%63me"] {
        assert_eq!(leads(&stage, elsewhere).await, None, "{elsewhere}");
    }
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chain_of_moves_is_one_hop_and_a_way_back_is_no_loop() {
    let stage = Stage::open().await;
    let member = stage.owner_at("acme").await;
    move_to(&member, "bolt").await.unwrap();
    move_to(&member, "crane").await.unwrap();
    assert_eq!(leads(&stage, "/@acme").await.as_deref(), Some("/@crane"));
    assert_eq!(leads(&stage, "/@bolt").await.as_deref(), Some("/@crane"));
    move_to(&member, "acme").await.unwrap();
    assert_eq!(leads(&stage, "/@acme").await, None);
    assert_eq!(leads(&stage, "/@bolt").await.as_deref(), Some("/@acme"));
    assert_eq!(leads(&stage, "/@crane").await.as_deref(), Some("/@acme"));
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_gets_an_address_or_its_twin_for_ninety_days_and_then_anybody() {
    let stage = Stage::open().await;
    let member = stage.owner_at("acme").await;
    move_to(&member, "bolt").await.unwrap();
    stage.test.clock.forward(DAY * 90 - Duration::from_millis(1));
    assert_eq!(problem(&stage, "acme").await, Some(SlugProblem::Taken));
    assert_eq!(problem(&stage, "acrne").await, Some(SlugProblem::Confusable));
    for slug in ["acme", "acrne"] {
        let refused = stage.open_at(slug).await.unwrap_err();
        assert!(refused.of_field("slug").is_some(), "{slug}: {refused:?}");
    }
    let other = stage.owner_at("mill").await;
    assert!(move_to(&other, "acme").await.unwrap_err().of_field("slug").is_some());
    assert_eq!(leads(&stage, "/@acme").await.as_deref(), Some("/@bolt"));

    stage.test.clock.forward(Duration::from_millis(1));
    assert_eq!((leads(&stage, "/@acme").await, problem(&stage, "acme").await), (None, None));
    let version = stored(&member).await.version;
    assert_eq!(move_to(&other, "acme").await.unwrap().slug.as_str(), "acme");
    assert_eq!(stored(&member).await.version, version, "who gave it up may go on editing");
    assert_eq!(leads(&stage, "/@mill").await.as_deref(), Some("/@acme"));
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_want_a_free_former_address_at_once_one_gets_it() {
    let stage = Stage::open().await;
    let member = stage.owner_at("acme").await;
    move_to(&member, "bolt").await.unwrap();
    stage.test.clock.forward(DAY * 91);
    let founding = (0..6).map(|_| stage.open_at("acme"));
    let founded = futures::future::join_all(founding).await;
    assert_eq!(founded.iter().filter(|founded| founded.is_ok()).count(), 1);
    for refused in founded.into_iter().filter_map(Result::err) {
        assert!(refused.of_field("slug").is_some(), "{refused:?}");
    }
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_left_an_address_and_who_wants_it_do_not_both_get_it() {
    let stage = Stage::open().await;
    for round in 0..5 {
        let (left, new) = (format!("left-{round}"), format!("new-{round}"));
        let member = stage.owner_at(&left).await;
        move_to(&member, &new).await.unwrap();
        stage.test.clock.forward(DAY * 91);
        let (back, taken) = tokio::join!(move_to(&member, &left), stage.open_at(&left));
        assert_ne!(back.is_ok(), taken.is_ok(), "{back:?} {taken:?}");
    }
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workspace_does_not_collect_addresses() {
    let stage = Stage::open().await;
    let member = stage.owner_at("first").await;
    for slug in ["second", "third", "fourth", "fifth", "sixth"] {
        move_to(&member, slug).await.unwrap();
    }
    let refused = move_to(&member, "seventh").await.unwrap_err();
    assert!(refused.of_field("slug").is_some_and(|why| why.contains("90 days")), "{refused:?}");
    assert_eq!(move_to(&member, "first").await.unwrap().slug.as_str(), "first", "one of its own it may have");
    stage.test.clock.forward(DAY * 90);
    assert!(move_to(&member, "seventh").await.is_ok());
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_of_another_workspace_is_still_refused() {
    let stage = Stage::open().await;
    let member = stage.owner_at("acme").await;
    stage.owner_at("bolt").await;
    let refused = move_to(&member, "bolt").await.unwrap_err();
    assert_eq!(refused, AppError::invalid("slug", SlugProblem::Taken.to_string()));
    stage.end().await;
}
