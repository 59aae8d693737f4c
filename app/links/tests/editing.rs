//! The page in the console: made by its first edit, changed by many at once, seen by its own
//! members only.

use crate::stage::{add_all, colleague, page, platform, titles, to_shop};
use kernel::{AppError, Role, audit::AuditEntry};
use links::{
    link::{
        self, LinkId,
        add::{add, add_as},
        edit::edit,
        r#move::move_before,
        remove::remove,
        restore::restore,
        show::show,
    },
    page::{self, describe::describe, get::get},
};

#[tokio::test]
async fn a_page_begins_with_the_workspaces_name_and_is_stored_by_its_first_edit() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let draft = get(&ada).await.unwrap();
    assert_eq!((draft.page.title.as_str(), draft.page.revision, draft.page.address().as_str()), ("ada", 0, "/@ada"));
    assert_eq!((draft.may_edit, draft.may_publish), (true, true));
    describe(&ada, page::description("Ada's books", "").unwrap()).await.unwrap();
    let (one, two) = (page(&ada).await, page(&ada).await);
    assert_eq!((one.title.as_str(), one.revision), ("Ada's books", 1));
    assert_eq!(one.id, two.id);
    stage.end().await;
}

#[tokio::test]
async fn many_first_edits_at_once_make_one_page() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let edits = (0..6).map(|number| {
        let member = colleague(&ada);
        async move { add(&member, to_shop(&format!("Link {number}"))).await }
    });
    let pages: Vec<_> = futures::future::join_all(edits).await.into_iter().map(Result::unwrap).collect();
    let page = page(&ada).await;
    assert!(pages.iter().all(|made| made.id == page.id));
    assert_eq!((page.links.len(), page.revision), (6, 6));
    stage.end().await;
}

#[tokio::test]
async fn two_people_who_add_at_once_both_keep_their_link() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let bob = colleague(&ada);
    add_all(&ada, &["First"]).await;
    for round in 0..10 {
        let (one, two) = (format!("Ada {round}"), format!("Bob {round}"));
        let (one, two) = tokio::join!(add(&ada, to_shop(&one)), add(&bob, to_shop(&two)));
        one.unwrap();
        two.unwrap();
    }
    assert_eq!(page(&ada).await.links.len(), 21);
    stage.end().await;
}

#[tokio::test]
async fn a_link_that_is_sent_twice_because_the_answer_was_lost_is_added_once() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let id = || LinkId::generate(ada.now(), [7; 10]);
    let (one, two) = tokio::join!(add_as(&ada, id(), to_shop("Shop")), add_as(&ada, id(), to_shop("Shop")));
    assert_eq!((one.unwrap().links.len(), two.unwrap().links.len()), (1, 1));
    let again = add_as(&ada, id(), to_shop("Another")).await.unwrap();
    assert_eq!((titles(&again), again.revision), (vec!["Shop"], 1));
    let acts = ada.tenant().of::<AuditEntry>().find(bson::doc! {}, bson::doc! {}, 10).await.unwrap();
    assert_eq!(acts.iter().map(|entry| entry.action.as_str()).collect::<Vec<_>>(), ["links.link.added"]);
    stage.end().await;
}

#[tokio::test]
async fn one_edits_a_link_while_another_moves_and_hides_it() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let (bob, eve) = (colleague(&ada), colleague(&ada));
    let ids = add_all(&ada, &["a", "b", "c"]).await;
    let renamed = link::label("A new", "https://example.com/new").unwrap();
    let (edited, moved, hidden) = tokio::join!(
        edit(&ada, ids[0].clone(), renamed),
        move_before(&bob, ids[0].clone(), None),
        show(&eve, ids[0].clone(), false),
    );
    assert!(edited.is_ok() && moved.is_ok() && hidden.is_ok());
    let page = page(&ada).await;
    assert_eq!(titles(&page), ["b", "c", "A new"]);
    assert_eq!((page.links[2].target.as_str(), page.links[2].shown), ("https://example.com/new", false));
    stage.end().await;
}

#[tokio::test]
async fn two_people_who_move_at_once_lose_no_link() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let bob = colleague(&ada);
    let ids = add_all(&ada, &["a", "b", "c", "d", "e"]).await;
    for round in 0..10 {
        let (one, two) = (ids[round % 5].clone(), ids[(round * 3 + 1) % 5].clone());
        let (one, two) =
            tokio::join!(move_before(&ada, one, Some(ids[(round + 2) % 5].clone())), move_before(&bob, two, None),);
        one.unwrap();
        two.unwrap();
    }
    let page = page(&ada).await;
    let mut left = titles(&page);
    left.sort_unstable();
    assert_eq!(left, ["a", "b", "c", "d", "e"]);
    stage.end().await;
}

#[tokio::test]
async fn a_removed_link_comes_back_to_its_place_with_its_id() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let ids = add_all(&ada, &["a", "b", "c"]).await;
    let before = page(&ada).await;
    let without = remove(&ada, ids[1].clone()).await.unwrap();
    assert_eq!(titles(&without.page), ["a", "c"]);
    assert_eq!((without.removed.position, &without.removed.link.id), (1, &ids[1]));
    let after = restore(&ada, without.removed.clone()).await.unwrap();
    assert_eq!(after.links, before.links);
    let twice = restore(&ada, without.removed).await.unwrap();
    assert_eq!(twice, after);
    stage.end().await;
}

#[tokio::test]
async fn a_change_of_nothing_writes_nothing() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let ids = add_all(&ada, &["a"]).await;
    let before = page(&ada).await;
    let after = show(&ada, ids[0].clone(), true).await.unwrap();
    assert_eq!(after, before);
    stage.end().await;
}

#[tokio::test]
async fn a_foreign_member_neither_sees_nor_touches_a_link() {
    let stage = platform().await;
    let (ada, mallory) = (stage.member(Role::Owner, "ada"), stage.member(Role::Owner, "mallory"));
    let theirs = add_all(&ada, &["a", "b"]).await;
    let own = add_all(&mallory, &["m"]).await;
    let before = page(&ada).await;
    let (foreign, label) = (theirs[0].clone(), to_shop("Taken"));
    assert_eq!(edit(&mallory, foreign.clone(), label).await, Err(AppError::NotFound));
    assert_eq!(show(&mallory, foreign.clone(), false).await, Err(AppError::NotFound));
    assert_eq!(remove(&mallory, foreign.clone()).await, Err(AppError::NotFound));
    assert_eq!(move_before(&mallory, foreign.clone(), None).await, Err(AppError::NotFound));
    assert_eq!(move_before(&mallory, own[0].clone(), Some(foreign)).await, Err(AppError::NotFound));
    assert_eq!(page(&ada).await, before);
    assert_eq!(titles(&page(&mallory).await), ["m"]);
    stage.end().await;
}

#[tokio::test]
async fn a_full_page_refuses_another_link_and_says_what_to_do() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let titles: Vec<String> = (0..200).map(|number| number.to_string()).collect();
    add_all(&ada, &titles.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let error = add(&ada, to_shop("One too many")).await.unwrap_err();
    assert!(error.of_field("").is_some_and(|why| why.contains("200")), "{error:?}");
    assert_eq!(page(&ada).await.links.len(), 200);
    stage.end().await;
}

#[tokio::test]
async fn a_viewer_may_look_only() {
    let stage = platform().await;
    let viewer = stage.member(Role::Viewer, "ada");
    let builder = get(&viewer).await.unwrap();
    assert_eq!((builder.may_edit, builder.may_publish), (false, false));
    stage.end().await;
}
