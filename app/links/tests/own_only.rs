//! A role that reaches the links of its member only.

use crate::stage::{add_all, page, platform, titles, to_shop};
use kernel::{Access, AppError, CustomAccess, Member, Reach, Role, RoleId, UserId, ports::Membership};
use links::{
    link::{self, LinkId, add::add, edit::edit, r#move::move_before, remove::remove, restore::restore, show::show},
    page::{self, describe::describe, get::get},
    permissions::{EDIT, VIEW},
};
use std::collections::BTreeMap;

/// Somebody of the same workspace who may edit what they add themselves.
fn assistant(of: &Member) -> Member {
    let (now, random) = (of.now(), of.platform().random());
    let grants = BTreeMap::from([(VIEW.name().to_owned(), Reach::All), (EDIT.name().to_owned(), Reach::Own)]);
    let role_id = RoleId::generate(now, random);
    let access = Access::Custom(CustomAccess { role_id, name: "Assistant".to_owned(), grants });
    let membership = Membership {
        user: UserId::generate(now, random),
        access,
        workspace: of.workspace().clone(),
        needs_second_factor: false,
    };
    Member::for_test_with_own(of.platform().clone(), membership)
}

#[tokio::test]
async fn whoever_reaches_their_own_links_changes_those_and_no_others() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let ann = assistant(&ada);
    let theirs = add_all(&ada, &["Ada's"]).await[0].clone();
    add(&ann, to_shop("Ann's")).await.unwrap();
    let own = page(&ada).await.links[1].id.clone();
    let before = page(&ada).await;

    let words = || link::label("New", "https://example.com/new").unwrap();
    for refused in [
        edit(&ann, theirs.clone(), words()).await.map(drop),
        show(&ann, theirs.clone(), false).await.map(drop),
        move_before(&ann, theirs.clone(), None).await.map(drop),
        remove(&ann, theirs.clone()).await.map(drop),
        describe(&ann, page::description("Mine", "").unwrap()).await.map(drop),
    ] {
        assert_eq!(refused, Err(AppError::Forbidden));
    }
    assert_eq!(page(&ada).await, before);

    edit(&ann, own.clone(), words()).await.unwrap();
    show(&ann, own.clone(), false).await.unwrap();
    move_before(&ann, own.clone(), Some(theirs)).await.unwrap();
    assert_eq!(titles(&page(&ada).await), ["New", "Ada's"]);
    let removed = remove(&ann, own).await.unwrap().removed;
    restore(&ann, removed).await.unwrap();
    assert_eq!(page(&ada).await.links[0].added_by.as_ref(), Some(ann.user()));
    stage.end().await;
}

#[tokio::test]
async fn a_link_from_before_anybody_was_noted_is_nobodys_own() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let id = add_all(&ada, &["Old"]).await[0].clone();
    let removed = remove(&ada, id.clone()).await.unwrap().removed;
    let nobodys = page::Removed { link: link::Link { added_by: None, ..removed.link }, position: 0 };
    restore(&ada, nobodys).await.unwrap();
    assert_eq!(show(&assistant(&ada), id, false).await, Err(AppError::Forbidden));
    stage.end().await;
}

#[tokio::test]
async fn a_link_that_there_is_not_is_not_found_whatever_the_reach() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let missing = LinkId::generate(ada.now(), [9; 10]);
    assert_eq!(show(&assistant(&ada), missing.clone(), false).await, Err(AppError::NotFound));
    assert_eq!(show(&ada, missing, false).await, Err(AppError::NotFound));
    stage.end().await;
}

#[tokio::test]
async fn what_a_link_is_removed_and_put_back_with_stays_its_own() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let ann = assistant(&ada);
    add(&ann, to_shop("Ann's")).await.unwrap();
    let id = page(&ada).await.links[0].id.clone();
    let removed = remove(&ada, id.clone()).await.unwrap().removed;
    restore(&ada, removed).await.unwrap();
    show(&ann, id, false).await.unwrap();
    stage.end().await;
}

#[tokio::test]
async fn the_console_knows_what_it_may_offer() {
    let stage = platform().await;
    let ada = stage.member(Role::Owner, "ada");
    let ann = assistant(&ada);
    let (all, own) = (get(&ada).await.unwrap(), get(&ann).await.unwrap());
    assert_eq!((all.may_edit, all.may_describe, all.only_of), (true, true, None));
    assert_eq!((own.may_edit, own.may_describe, own.only_of.as_ref()), (true, false, Some(ann.user())));
    stage.end().await;
}
