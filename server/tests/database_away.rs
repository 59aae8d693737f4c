//! The database goes away and comes back; the process stays.

use crate::stand::{self, Stand, ask::Ask, cable::Cable, company::Company, until};
use axum::http::{Method, StatusCode};
use kernel::AppError;
use std::time::Duration;

/// How soon an absence, and the end of it, is noticed.
const SOON: Duration = Duration::from_secs(5);

async fn status(stand: &Stand, path: &str) -> StatusCode {
    stand.send(Ask::page(path)).await.status
}

async fn is_ready(stand: &Stand) -> bool {
    status(stand, "/health/ready").await == StatusCode::OK
}

/// An app at the far end of a cable, whose page has been seen once.
async fn at_the_end_of(cable: &Cable) -> (Stand, Company) {
    let stand = Stand::open_with(&[("MONGODB_URI", &cable.uri())]).await;
    tokio::spawn(stand.platform().database().clone().watch());
    let company = Company::found(&stand, "acme").await;
    company.publish(&stand).await;
    assert_eq!(status(&stand, "/@acme").await, StatusCode::OK);
    assert!(is_ready(&stand).await);
    (stand, company)
}

/// What holds while the database is away.
async fn holds_out(stand: &Stand, company: &Company) {
    let page = stand.send(Ask::page("/@acme")).await;
    assert_eq!((page.status, page.header("x-stale")), (StatusCode::OK, "1"), "{}", page.text());
    assert!(page.text().contains("Studio") && page.header("warning").starts_with("110"));
    let link = stand.send(Ask::page(&format!("/@acme/go/{}", company.links[0]))).await;
    assert_eq!(link.status, StatusCode::FOUND, "its links lead on, counted or not: {}", link.text());
    let unseen = stand.send(Ask::page("/@bolt")).await;
    assert_eq!((unseen.status, unseen.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "2"));
    assert!(unseen.text().contains("right back"), "{}", unseen.text());
    let console = stand.send(Ask::page("/links").by(&company.owner)).await;
    assert_eq!((console.status, console.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "2"));
    for path in ["/api/links/page/unpublish", "/api/workspaces/workspace/create", "/api/identity/sessions/sign_in"] {
        let fields = "name=Bolt&email=ada%40example.com&password=does+not+matter";
        let write = stand.send(Ask::call(&Method::POST, path, fields).by(&company.owner)).await;
        assert_eq!(
            (write.status, write.header("retry-after")),
            (StatusCode::SERVICE_UNAVAILABLE, "2"),
            "{path}: {}",
            write.text()
        );
        assert_eq!(write.error(), AppError::Unavailable, "{path}");
        assert!(write.cookies().is_empty(), "nobody is signed out by it: {path}");
    }
    let form =
        stand.send(Ask::form("/api/identity/sessions/sign_in", "/sign-in", "email=ada%40example.com&password=x")).await;
    assert_eq!((form.status, form.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "2"), "{}", form.text());
    assert_eq!(status(stand, "/health/live").await, StatusCode::OK);
    assert_eq!(status(stand, "/").await, StatusCode::OK);
    assert_eq!(status(stand, "/pkg/mewayz.0123abcd.js").await, StatusCode::OK);
    let ready = stand.send(Ask::page("/health/ready")).await;
    let said: serde_json::Value = ready.json();
    assert_eq!((ready.status, said["status"].as_str()), (StatusCode::SERVICE_UNAVAILABLE, Some("not ready")));
    assert!(said["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "{said}");
}

/// All of it is back without anybody's help.
async fn recovers(stand: &Stand, company: &Company) {
    assert!(until(SOON, || is_ready(stand)).await.is_some(), "ready within {SOON:?}");
    let is_fresh = || async {
        let page = stand.send(Ask::page("/@acme")).await;
        page.status == StatusCode::OK && page.header("x-stale").is_empty()
    };
    assert!(until(SOON, is_fresh).await.is_some(), "pages are fresh within {SOON:?}");
    let unpublish = || Ask::call(&Method::POST, "/api/links/page/unpublish", "").by(&company.owner);
    let is_written = || async { stand.send(unpublish()).await.status == StatusCode::OK };
    assert!(until(SOON, is_written).await.is_some(), "writes are taken within {SOON:?}");
    let is_gone = || async { status(stand, "/@acme").await == StatusCode::NOT_FOUND };
    assert!(until(SOON, is_gone).await.is_some(), "what was written is seen");
}

#[tokio::test]
async fn seen_pages_outlive_a_database_that_was_killed() {
    let cable = Cable::lay(&stand::mongodb_uri()).await;
    let (stand, company) = at_the_end_of(&cable).await;
    cable.cut();
    assert!(until(SOON, || async { !stand.platform().database().is_up() }).await.is_some(), "noticed within {SOON:?}");
    holds_out(&stand, &company).await;
    cable.mend();
    recovers(&stand, &company).await;
    stand.end().await;
}

#[tokio::test]
async fn seen_pages_outlive_a_database_that_does_not_answer() {
    let cable = Cable::lay(&stand::mongodb_uri()).await;
    let (stand, company) = at_the_end_of(&cable).await;
    cable.clamp();
    let first = tokio::time::timeout(Duration::from_secs(10), stand.send(Ask::page("/@acme"))).await;
    assert_eq!(first.expect("nobody waits longer than ten seconds").status, StatusCode::OK);
    assert!(until(SOON, || async { !stand.platform().database().is_up() }).await.is_some(), "noticed within {SOON:?}");
    holds_out(&stand, &company).await;
    cable.mend();
    recovers(&stand, &company).await;
    stand.end().await;
}

#[tokio::test]
async fn a_page_that_was_taken_off_the_net_does_not_come_back_with_the_databases_absence() {
    let cable = Cable::lay(&stand::mongodb_uri()).await;
    let (stand, company) = at_the_end_of(&cable).await;
    let unpublish = Ask::call(&Method::POST, "/api/links/page/unpublish", "").by(&company.owner);
    assert_eq!(stand.send(unpublish).await.status, StatusCode::OK);
    cable.cut();
    assert!(until(SOON, || async { !stand.platform().database().is_up() }).await.is_some(), "noticed within {SOON:?}");
    assert_eq!(status(&stand, "/@acme").await, StatusCode::SERVICE_UNAVAILABLE);
    cable.mend();
    assert!(until(SOON, || is_ready(&stand)).await.is_some(), "ready within {SOON:?}");
    stand.end().await;
}

#[tokio::test]
async fn what_one_server_takes_off_the_net_no_other_shows_while_the_database_is_away() {
    let cable = Cable::lay(&stand::mongodb_uri()).await;
    let (stand, company) = at_the_end_of(&cable).await;
    let other = stand.beside().await;
    tokio::spawn(other.platform().database().clone().watch());
    let following = tokio::spawn(server::published::follow(other.state.clone()));
    let holds_a_copy = || other.state.pages.last_seen("/@acme", other.platform().now()).is_some();
    // Changed again and again until the other server is known to hear of it.
    let changes = std::sync::atomic::AtomicU32::new(0);
    let heard = until(SOON, || async {
        assert_eq!(status(&other, "/@acme").await, StatusCode::OK);
        let bio = changes.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let describe = Ask::call(&Method::POST, "/api/links/page/describe", &format!("title=Acme&bio={bio}"));
        assert_eq!(stand.send(describe.by(&company.owner)).await.status, StatusCode::OK);
        until(Duration::from_millis(200), || async { !holds_a_copy() }).await.is_some()
    });
    assert!(heard.await.is_some(), "changes are heard of within {SOON:?}");
    assert_eq!(status(&other, "/@acme").await, StatusCode::OK);
    let unpublish = Ask::call(&Method::POST, "/api/links/page/unpublish", "").by(&company.owner);
    assert_eq!(stand.send(unpublish).await.status, StatusCode::OK);
    assert!(until(SOON, || async { !holds_a_copy() }).await.is_some(), "the copy is let go of within {SOON:?}");
    cable.cut();
    assert!(until(SOON, || async { !other.platform().database().is_up() }).await.is_some(), "noticed within {SOON:?}");
    assert_eq!(status(&other, "/@acme").await, StatusCode::SERVICE_UNAVAILABLE);
    cable.mend();
    assert!(until(SOON, || is_ready(&other)).await.is_some(), "ready within {SOON:?}");
    following.abort();
    stand.end().await;
}

#[tokio::test]
async fn a_server_that_starts_before_its_database_gets_ready_by_itself() {
    let cable = Cable::lay(&stand::mongodb_uri()).await;
    let (stand, _) = at_the_end_of(&cable).await;
    cable.cut();
    let early = stand.beside().await;
    tokio::spawn(early.platform().database().clone().watch());
    assert_eq!(status(&early, "/health/live").await, StatusCode::OK);
    assert_eq!(status(&early, "/health/ready").await, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(status(&early, "/").await, StatusCode::OK);
    cable.mend();
    assert!(until(SOON, || is_ready(&early)).await.is_some(), "ready within {SOON:?}");
    assert_eq!(status(&early, "/@acme").await, StatusCode::OK);
    stand.end().await;
}
