//! Changing a workspace: its address, its name, its settings.

use super::{change, facts, member, open, start, user};
use bson::doc;
use kernel::{AppError, Currency};
use workspaces::{
    slug::SlugProblem,
    workspace::{settings::current, update::apply},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_change_states_its_fact_only_when_the_address_or_the_name_changed() {
    let (test, _) = start().await;
    let owner = user(&test.platform);
    let workspace = open(&test.platform, &owner, "acme").await.unwrap();
    let member = member(&test.platform, &owner, &workspace).await;

    let traded = apply(&member, change("acme", 1)).await.unwrap();
    assert_eq!((traded.currency, traded.version), (Currency::Eur, 2));
    assert_eq!(apply(&member, change("acme", 2)).await.unwrap().version, 2, "nothing changed");
    assert_eq!(facts(&test.platform).await.len(), 1);

    test.clock.forward(std::time::Duration::from_secs(1));
    assert_eq!(apply(&member, change("bakery", 2)).await.unwrap().version, 3);
    let stated = facts(&test.platform).await;
    assert_eq!(stated.len(), 2);
    assert_eq!(stated[1].name, "workspaces.address_changed");
    assert_eq!(stated[1].payload, doc! { "slug": "bakery", "name": "Acme", "version": 3_i64 });
    let shown = current(&member).await.unwrap();
    assert_eq!((shown.slug.as_str(), shown.address_prefix.as_str()), ("bakery", "localhost:3000/@"));
    test.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_changes_to_one_version_the_second_is_stale() {
    let (test, _) = start().await;
    let owner = user(&test.platform);
    let workspace = open(&test.platform, &owner, "acme").await.unwrap();
    let member = member(&test.platform, &owner, &workspace).await;
    let attempts = ["bakery", "brewery", "cheesery", "winery"].map(|slug| {
        let member = member.clone();
        tokio::spawn(async move { apply(&member, change(slug, 1)).await })
    });
    let mut results = Vec::new();
    for attempt in attempts {
        results.push(attempt.await.unwrap());
    }
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    for refused in results.into_iter().filter_map(Result::err) {
        assert_eq!(refused, AppError::conflict("stale"));
    }
    assert_eq!(facts(&test.platform).await.len(), 2);
    test.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_can_not_take_the_address_of_another_workspace() {
    let (test, _) = start().await;
    let owner = user(&test.platform);
    let workspace = open(&test.platform, &owner, "acme").await.unwrap();
    open(&test.platform, &user(&test.platform), "mill").await.unwrap();
    let member = member(&test.platform, &owner, &workspace).await;
    for (slug, problem) in [("mill", SlugProblem::Taken), ("mi1l", SlugProblem::Confusable)] {
        let refused = apply(&member, change(slug, 1)).await.unwrap_err();
        assert_eq!(refused.of_field("slug"), Some(problem.to_string().as_str()));
    }
    assert_eq!(current(&member).await.unwrap().slug, "acme");
    assert_eq!(facts(&test.platform).await.len(), 2, "the refused changes stated nothing");
    test.end().await;
}
