//! Two servers and a worker side by side on one database: nothing in a process is authoritative.

use crate::stand::{
    self, Stand,
    answer::Answer,
    ask::Ask,
    company::{Company, add_link},
    until,
};
use axum::http::{Method, StatusCode};
use kernel::{Platform, Role, database::Database, testing::Outbox};
use server::systems;
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use tokio::sync::watch;
use workspaces::workspace::Workspace;

async fn me(stand: &Stand, person: &stand::person::Person) -> StatusCode {
    stand.send(Ask::call(&Method::GET, "/api/identity/account/me", "").by(person)).await.status
}

async fn post(stand: &Stand, path: &str, fields: &str, by: &stand::person::Person) -> Answer {
    stand.send(Ask::call(&Method::POST, path, fields).by(by)).await
}

#[tokio::test]
async fn a_session_of_one_server_opens_the_other_until_it_ends_anywhere() {
    let one = Stand::open().await;
    let other = one.beside().await;
    let company = Company::found(&one, "acme").await;
    assert_eq!([me(&one, &company.owner).await, me(&other, &company.owner).await], [StatusCode::OK; 2]);
    let phone = company.owner.on_another_device(&other).await;
    assert_eq!(me(&one, &phone).await, StatusCode::OK);
    post(&one, "/api/identity/sessions/end", &format!("id={}", phone.session), &company.owner).await;
    assert_eq!([me(&one, &phone).await, me(&other, &phone).await], [StatusCode::UNAUTHORIZED; 2]);
    post(&other, "/api/identity/sessions/sign_out", "", &company.owner).await;
    assert_eq!(me(&one, &company.owner).await, StatusCode::UNAUTHORIZED);
    one.end().await;
}

#[tokio::test]
async fn what_is_published_through_one_server_is_served_by_the_other_at_once() {
    let one = Stand::open().await;
    let other = one.beside().await;
    let company = Company::found(&one, "acme").await;
    company.publish(&one).await;
    let before = other.send(Ask::page("/@acme")).await;
    assert_eq!(before.status, StatusCode::OK);
    for title in ["Journal", "Letters", "Market"] {
        add_link(&one, &company.owner, title).await;
        let after = other.send(Ask::page("/@acme").with("if-none-match", before.header("etag"))).await;
        assert!(after.status == StatusCode::OK && after.text().contains(title), "{} {}", after.status, after.text());
    }
    post(&one, "/api/links/page/unpublish", "", &company.owner).await;
    assert_eq!(other.send(Ask::page("/@acme")).await.status, StatusCode::NOT_FOUND);
    one.end().await;
}

#[tokio::test]
async fn a_role_that_was_taken_away_at_one_server_is_gone_at_the_other() {
    let one = Stand::open().await;
    let other = one.beside().await;
    let company = Company::found(&one, "acme").await;
    let editor = company.take_on(&one, Role::Editor).await;
    let describe = |stand| post(stand, "/api/links/page/describe", "title=Mine", &editor);
    assert_eq!(describe(&other).await.status, StatusCode::OK);
    let editors = bson::doc! { "user_id": editor.user.as_str() };
    let demoted = bson::doc! { "$set": { "role": "viewer" } };
    let memberships = || one.platform().platform_db().of::<workspaces::membership::Membership>();
    memberships().update(editors.clone(), demoted).await.unwrap();
    assert_eq!(describe(&other).await.status, StatusCode::FORBIDDEN);
    memberships().delete(editors).await.unwrap();
    assert_eq!(describe(&other).await.status, StatusCode::NOT_FOUND);
    one.end().await;
}

#[tokio::test]
async fn attempts_at_both_servers_count_together() {
    let one = Stand::open().await;
    let other = one.beside().await;
    let attempt = |number: usize| {
        let fields = "email=ada%40example.com&password=guess-after-guess";
        let invented = format!("203.0.113.{number}");
        Ask::call(&Method::POST, "/api/identity/sessions/sign_in", fields).with("x-forwarded-for", &invented)
    };
    let mut refused = Vec::new();
    for number in 0..8 {
        refused.extend([one.send(attempt(number)).await.status, other.send(attempt(number)).await.status]);
    }
    let tried = refused.iter().filter(|status| **status != StatusCode::TOO_MANY_REQUESTS).count();
    assert!((10..=11).contains(&tried), "ten tries and not ten at each server: {refused:?}");
    one.end().await;
}

#[tokio::test]
async fn what_two_servers_queue_is_done_once_by_any_number_of_workers() {
    let one = Stand::open().await;
    let other = one.beside().await;
    let sent = Arc::new(Outbox::default());
    let (stop, stopped) = watch::channel(false);
    let mut workers = Vec::new();
    for _ in 0..3 {
        let uri = stand::mongodb_uri();
        let database = Database::open(&uri, one.platform().database().name()).await.unwrap();
        let platform = Platform::new(database, systems::ports(sent.clone(), None), stand::PUBLIC_URL);
        workers.push(tokio::spawn(systems::worker(&platform, &systems::all()).run(stopped.clone())));
    }
    for number in 0..12 {
        let fields = format!("name=Ada&email=ada{number}%40example.com&password=a+long+enough+one");
        let stand = if number % 2 == 0 { &one } else { &other };
        let answer = stand.send(Ask::call(&Method::POST, "/api/identity/registrations/begin", &fields)).await;
        assert!(answer.status.is_success() || answer.status.is_redirection(), "{}", answer.text());
    }
    let all_sent = until(Duration::from_secs(20), || async { sent.mails().len() >= 12 }).await;
    assert!(all_sent.is_some(), "{} of 12 mails", sent.mails().len());
    stop.send_replace(true);
    for worker in workers {
        worker.await.unwrap();
    }
    let mails = sent.mails();
    let to: BTreeSet<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!((mails.len(), to.len()), (12, 12));
    one.end().await;
}

#[tokio::test]
async fn a_new_address_moves_the_page_for_both_servers() {
    let one = Stand::open().await;
    let other = one.beside().await;
    let company = Company::found(&one, "acme").await;
    company.publish(&one).await;
    assert_eq!(other.send(Ask::page("/@acme")).await.status, StatusCode::OK);
    let settings = "name=Acme&slug=acme-works&time_zone=UTC&currency=EUR&version=1";
    let answer = post(&one, "/api/workspaces/workspace/update", settings, &company.owner).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    other.work().await;
    for stand in [&one, &other] {
        assert_eq!(stand.send(Ask::page("/@acme-works")).await.status, StatusCode::OK);
        let former = stand.send(Ask::page("/@acme")).await;
        assert_eq!((former.status, former.header("location")), (StatusCode::PERMANENT_REDIRECT, "/@acme-works"));
    }
    one.end().await;
}

#[tokio::test]
async fn an_address_that_changed_hands_shows_its_new_owner() {
    let one = Stand::open().await;
    let other = one.beside().await;
    let former = Company::found_at(&one, "former", "acme").await;
    former.publish(&one).await;
    assert!(other.send(Ask::page("/@acme")).await.text().contains("former"));
    let settings = "name=former&slug=former-works&time_zone=UTC&currency=EUR&version=1";
    let moved = post(&one, "/api/workspaces/workspace/update", settings, &former.owner).await;
    assert_eq!(moved.status, StatusCode::OK, "{}", moved.text());
    one.work().await;
    // As after 90 days: nothing is kept for the former owner any more.
    let over = bson::doc! { "$set": { "former.0.until": bson::DateTime::from_millis(0) } };
    let theirs = bson::doc! { "_id": former.workspace.as_str() };
    one.platform().platform_db().of::<Workspace>().update(theirs, over).await.unwrap();
    // The same number of changes: the new page's revision is the one that was seen before.
    let latter = Company::found_at(&one, "latter", "acme").await;
    latter.publish(&one).await;
    let seen = other.send(Ask::page("/@acme")).await;
    assert!(seen.text().contains("latter") && !seen.text().contains("former"), "{}", seen.text());
    assert!(!seen.text().contains(&former.links[0]), "a link of the former owner");
    one.end().await;
}
