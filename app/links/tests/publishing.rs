//! The public copy: made, changed and withdrawn with the page itself.

use crate::stage::{self, add_all, page, platform, seen, to_shop, visit};
use kernel::{
    AppError, Member, Role, Timestamp, WorkspaceId,
    facts::WorkspaceAddressChanged,
    jobs::{Handler as _, Job, JobId, JobState},
    testing::TestPlatform,
};
use links::{
    jobs::readdress::Readdress,
    link::{add::add, edit::edit, label, r#move::move_before, remove::remove, show::show},
    page::{self, describe::describe, publish::publish, unpublish::unpublish},
    public::{self, go::go},
};

#[tokio::test]
async fn a_page_is_public_from_its_publishing_to_its_unpublishing() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    add_all(&ada, &["Shop"]).await;
    assert_eq!(visit(&stage, "/@ada").await.err(), Some(AppError::NotFound));
    publish(&ada).await.unwrap();
    let public = seen(&stage, "/@ada").await;
    assert_eq!((public.title.as_str(), public.initials.as_str(), public.branding), ("ada", "A", true));
    assert_eq!(public.links[0].title, "Shop");
    unpublish(&ada).await.unwrap();
    assert_eq!(visit(&stage, "/@ada").await.err(), Some(AppError::NotFound));
    assert_eq!(page(&ada).await.links.len(), 1);
    stage.end().await;
}

#[tokio::test]
async fn every_edit_of_a_published_page_reaches_the_public_with_a_higher_revision() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let ids = add_all(&ada, &["a", "b"]).await;
    publish(&ada).await.unwrap();
    let mut last = visit(&stage, "/@ada").await.unwrap().published().revision;
    let steps: [&str; 6] = ["describe", "add", "edit", "move", "hide", "remove"];
    for step in steps {
        match step {
            "describe" => describe(&ada, page::description("Ada's books", "New every week").unwrap()).await.map(drop),
            "add" => add(&ada, to_shop("c")).await.map(drop),
            "edit" => edit(&ada, ids[0].clone(), label("A", "example.org").unwrap()).await.map(drop),
            "move" => move_before(&ada, ids[0].clone(), None).await.map(drop),
            "hide" => show(&ada, ids[1].clone(), false).await.map(drop),
            _ => remove(&ada, ids[0].clone()).await.map(drop),
        }
        .unwrap();
        let public = visit(&stage, "/@ada").await.unwrap();
        assert!(public.published().revision > last, "{step}");
        assert_eq!(public.published().revision, page(&ada).await.revision, "{step}");
        last = public.published().revision;
    }
    let public = seen(&stage, "/@ada").await;
    assert_eq!((public.title.as_str(), public.bio.as_str()), ("Ada's books", "New every week"));
    assert_eq!(public.links.iter().map(|link| link.title.as_str()).collect::<Vec<_>>(), ["c"]);
    stage.end().await;
}

#[tokio::test]
async fn a_page_that_can_not_be_published_stays_as_it_was() {
    let stage = platform().await;
    let (ada, twin) = (stage.member(Role::Owner, "ada"), stage.member(Role::Owner, "ada"));
    publish(&ada).await.unwrap();
    assert!(publish(&twin).await.is_err());
    assert!(!page(&twin).await.published);
    assert_eq!(visit(&stage, "/@ada").await.unwrap().published().workspace_id, ada.workspace().id);
    stage.end().await;
}

#[tokio::test]
async fn a_hidden_link_is_not_in_the_public_copy_and_can_not_be_opened() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let ids = add_all(&ada, &["Shown", "Secret"]).await;
    show(&ada, ids[1].clone(), false).await.unwrap();
    publish(&ada).await.unwrap();
    let visitor = visit(&stage, "/@ada").await.unwrap();
    assert!(!format!("{:?}", visitor.published().body).contains("Secret"));
    assert_eq!(go(&visitor, ids[0].as_str(), true).await.as_deref(), Ok("https://example.com/shop"));
    assert_eq!(go(&visitor, ids[1].as_str(), true).await, Err(AppError::NotFound));
    assert_eq!(stage::clicks(&ada, &ids[1]).await, 0);
    stage.end().await;
}

#[tokio::test]
async fn what_visitors_read_is_inert_and_small() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let hostile = "<script>alert(1)</script>";
    describe(&ada, page::description(hostile, "\"><img src=x onerror=alert(1)>").unwrap()).await.unwrap();
    let ids = add_all(&ada, &[hostile]).await;
    publish(&ada).await.unwrap();
    let drawn = public::page::draw(&visit(&stage, "/@ada").await.unwrap()).unwrap();
    assert_eq!((drawn.sheet, drawn.canonical.as_deref(), drawn.status), ("links", Some("/@ada"), 200));
    let html = leptos::prelude::Owner::new().with(|| leptos::prelude::RenderHtml::to_html(drawn.body));
    assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
    assert!(html.contains(&format!("href=\"/@ada/go/{}\"", ids[0])), "{html}");
    assert!(html.contains("Made with"), "{html}");
    stage.end().await;
}

#[tokio::test]
async fn an_address_that_changes_thrice_converges_in_any_order_told_twice() {
    for order in [[1, 2, 3], [3, 2, 1], [2, 3, 1], [3, 1, 2]] {
        let stage = platform().await;
        let ada = stage.member(Role::Owner, "ada");
        add_all(&ada, &["a"]).await;
        publish(&ada).await.unwrap();
        for version in order.into_iter().chain(order) {
            readdress(&stage, &ada, version).await;
        }
        assert_eq!(page(&ada).await.address(), "/@ada-3");
        assert_eq!(seen(&stage, "/@ada-3").await.links.len(), 1);
        for old in ["/@ada", "/@ada-1", "/@ada-2"] {
            assert_eq!(visit(&stage, old).await.err(), Some(AppError::NotFound), "{old} after {order:?}");
        }
        stage.end().await;
    }
}

#[tokio::test]
async fn a_workspace_that_moved_before_its_first_edit_is_found_at_its_new_address() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    readdress(&stage, &ada, 2).await;
    readdress(&stage, &ada, 1).await;
    add_all(&ada, &["a"]).await;
    publish(&ada).await.unwrap();
    assert_eq!(seen(&stage, "/@ada-2").await.links.len(), 1);
    stage.end().await;
}

async fn readdress(stage: &TestPlatform, of: &Member, version: i64) {
    let fact = WorkspaceAddressChanged { slug: format!("ada-{version}"), name: "Ada".into(), version };
    let job = job(&of.workspace().id, &fact);
    Readdress.run(&stage.platform, &job).await.unwrap();
}

fn job(workspace: &WorkspaceId, fact: &WorkspaceAddressChanged) -> Job {
    let now = Timestamp::from_millis(1);
    Job {
        id: JobId::generate(now, [1; 10]),
        kind: Readdress::KIND.into(),
        key: "key".into(),
        workspace_id: Some(workspace.clone()),
        payload: bson::serialize_to_document(fact).unwrap(),
        state: JobState::Running,
        run_at: now,
        attempts: 1,
        lease_owner: None,
        lease_until: None,
        last_error: None,
        created_at: now,
        done_at: None,
    }
}
