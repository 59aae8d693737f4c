//! What the audit log tells of the page, and the look that the workspace gives it.

use crate::stage::{self, add_all, page, platform, seen, visit};
use bson::{Document, doc};
use kernel::{
    AppError, Brand, Colour, Member, Role, Timestamp,
    audit::{self, Actor, AuditEntry},
    facts::WorkspaceLookChanged,
    jobs::{Handler as _, Job, JobId, JobState},
    testing::TestPlatform,
};
use links::{
    jobs::restyle::Restyle,
    link::{edit::edit, label, r#move::move_before, remove::remove, restore::restore, show::show},
    page::{self, describe::describe, publish::publish, unpublish::unpublish},
    public,
};

/// Action, record, label, before and after of each entry, the oldest first.
async fn log(member: &Member) -> Vec<AuditEntry> {
    member.tenant().of::<AuditEntry>().find(doc! {}, doc! { "seq": 1 }, 100).await.unwrap()
}

fn told(entry: &AuditEntry) -> (&str, &str, Option<Document>, Option<Document>) {
    (entry.action.as_str(), entry.label.as_str(), entry.before.clone(), entry.after.clone())
}

#[tokio::test]
async fn each_change_of_a_link_is_told_with_the_fields_that_changed() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let ids = add_all(&ada, &["a", "b"]).await;
    edit(&ada, ids[0].clone(), label("a", "https://example.org/").unwrap()).await.unwrap();
    show(&ada, ids[0].clone(), false).await.unwrap();
    move_before(&ada, ids[0].clone(), None).await.unwrap();
    let removed = remove(&ada, ids[0].clone()).await.unwrap().removed;
    restore(&ada, removed).await.unwrap();

    let entries = log(&ada).await;
    let (shop, other) = ("https://example.com/shop", "https://example.org/");
    let whole = doc! { "title": "a", "address": other, "shown": false, "place": 2_i64 };
    let expected = [
        ("links.link.added", "a", None, Some(doc! { "title": "a", "address": shop, "shown": true, "place": 1_i64 })),
        ("links.link.added", "b", None, Some(doc! { "title": "b", "address": shop, "shown": true, "place": 2_i64 })),
        ("links.link.edited", "a", Some(doc! { "address": shop }), Some(doc! { "address": other })),
        ("links.link.hidden", "a", Some(doc! { "shown": true }), Some(doc! { "shown": false })),
        ("links.link.moved", "a", Some(doc! { "place": 1_i64 }), Some(doc! { "place": 2_i64 })),
        ("links.link.removed", "a", Some(whole.clone()), None),
        ("links.link.restored", "a", None, Some(whole)),
    ];
    assert_eq!(entries.iter().map(told).collect::<Vec<_>>(), expected);
    assert!(entries.iter().all(|entry| entry.actor == ada.actor()));
    assert_eq!([&entries[0].record, &entries[1].record], [ids[0].as_str(), ids[1].as_str()]);
    stage.end().await;
}

#[tokio::test]
async fn each_change_of_the_page_is_told_and_a_change_of_nothing_is_not() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    describe(&ada, page::description("Ada's books", "").unwrap()).await.unwrap();
    for _ in 0..2 {
        publish(&ada).await.unwrap();
    }
    unpublish(&ada).await.unwrap();
    let entries = log(&ada).await;
    let expected = [
        ("links.page.described", "Ada's books", Some(doc! { "title": "ada" }), Some(doc! { "title": "Ada's books" })),
        ("links.page.published", "Ada's books", Some(doc! { "published": false }), Some(doc! { "published": true })),
        ("links.page.unpublished", "Ada's books", Some(doc! { "published": true }), Some(doc! { "published": false })),
    ];
    assert_eq!(entries.iter().map(told).collect::<Vec<_>>(), expected);
    assert_eq!(entries[0].record, page(&ada).await.id.to_string());
    stage.end().await;
}

#[tokio::test]
async fn what_could_not_be_done_is_not_told() {
    let stage = platform().await;
    let (ada, mallory) = (stage.member(Role::Owner, "ada"), stage.member(Role::Owner, "mallory"));
    let ids = add_all(&ada, &["a"]).await;
    assert_eq!(remove(&mallory, ids[0].clone()).await.err(), Some(AppError::NotFound));
    assert_eq!((log(&ada).await.len(), log(&mallory).await.len()), (1, 0));
    stage.end().await;
}

#[tokio::test]
async fn edits_of_many_at_once_are_one_whole_chain() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let edits = (0..6).map(|number| {
        let member = stage::colleague(&ada);
        async move { links::link::add::add(&member, stage::to_shop(&format!("Link {number}"))).await.unwrap() }
    });
    futures::future::join_all(edits).await;
    let verified = audit::verify(ada.platform(), &ada.workspace().id).await.unwrap();
    assert_eq!((verified.entries, verified.broken_at), (6, None));
    stage.end().await;
}

#[tokio::test]
async fn a_page_takes_the_language_and_the_colours_of_its_workspace_in_any_order_told_twice() {
    let brand = Brand::new(Colour::new(0x4f, 0x5b, 0xd5), Colour::WHITE).unwrap();
    for order in [[1, 2, 2, 1], [2, 1, 1, 2]] {
        let stage = platform().await;
        let ada = stage.member(Role::Owner, "ada");
        add_all(&ada, &["a"]).await;
        publish(&ada).await.unwrap();
        for version in order {
            let locale = if version == 2 { "ar" } else { "de" };
            restyle(&stage, &ada, version, locale, (version == 2).then_some(brand)).await;
        }
        let public = seen(&stage, "/@ada").await;
        assert_eq!((public.locale.tag(), public.brand), ("ar", Some(brand)));
        let visitor = visit(&stage, "/@ada").await.unwrap();
        assert_eq!(public::page::draw(&visitor).unwrap().language, "ar");
        assert_eq!(public::page::brand(&visitor), Some(brand));
        let last = log(&ada).await.pop().unwrap();
        assert_eq!(
            (last.action.as_str(), last.actor),
            ("links.page.restyled", Actor::System(Restyle::KIND.to_owned()))
        );
        stage.end().await;
    }
}

async fn restyle(stage: &TestPlatform, of: &Member, version: i64, locale: &str, brand: Option<Brand>) {
    let locale = locale.parse().unwrap();
    let fact = WorkspaceLookChanged { name: "Ada".into(), slug: "ada".into(), locale, brand, version };
    let now = Timestamp::from_millis(1);
    let job = Job {
        id: JobId::generate(now, [1; 10]),
        kind: Restyle::KIND.into(),
        key: "key".into(),
        workspace_id: Some(of.workspace().id.clone()),
        payload: bson::serialize_to_document(&fact).unwrap(),
        state: JobState::Running,
        run_at: now,
        attempts: 1,
        lease_owner: None,
        lease_until: None,
        last_error: None,
        created_at: now,
        done_at: None,
    };
    Restyle.run(&stage.platform, &job).await.unwrap();
}
