//! Accounts over the wire: fresh proof for weighty acts, new tokens with documents, links in mails.

use crate::stand::{self, Stand, ask::Ask, company::Company, person::Person};
use axum::http::{Method, StatusCode};
use bson::doc;
use identity::session::record::Session;
use kernel::{AppError, Job, Timestamp, mail, transaction};
use std::time::Duration;

const CONFIRMED: [(&str, &str); 4] = [
    ("/api/identity/passwords/change", "password=eleven+quiet+lanterns"),
    ("/api/identity/email_changes/request", "email=new%40example.com"),
    ("/api/identity/exports/request", ""),
    ("/api/identity/deletions/request", ""),
];

/// The newest mail to the address, as text.
async fn mail_to(stand: &Stand, email: &str) -> String {
    let mailed = doc! { "kind": mail::SEND, "payload.to": email };
    let mut jobs = stand.platform().platform_db().of::<Job>();
    let jobs = jobs.find(mailed, doc! { "created_at": -1, "_id": -1 }, 1).await.unwrap();
    jobs.first().expect("a mail was queued").read::<mail::Mail>().unwrap().text
}

fn link_in(text: &str, path: &str) -> String {
    let begin = format!("{}{path}", stand::PUBLIC_URL);
    text.lines().find_map(|line| line.strip_prefix(&begin)).expect("a link").to_owned()
}

#[tokio::test]
async fn a_session_that_has_not_shown_who_it_is_for_a_while_is_asked_first() {
    let stand = Stand::open().await;
    let ada = Person::register(&stand, "ada").await;
    let long_ago = Timestamp::from_millis(stand.platform().now().millis()).before(Duration::from_secs(601));
    let mut sessions = stand.platform().platform_db().of::<Session>();
    sessions.update(doc! { "_id": ada.session.as_str() }, doc! { "$set": { "confirmed_at": long_ago } }).await.unwrap();
    let before = stand.stored().await;
    for (path, fields) in CONFIRMED {
        let answer = stand.send(Ask::call(&Method::POST, path, fields).by(&ada)).await;
        assert_eq!(answer.error(), AppError::StepUp, "{path}");
    }
    assert_eq!(stand.stored().await, before);
    stand.end().await;
}

#[tokio::test]
async fn a_due_token_is_exchanged_by_a_document_and_the_old_one_serves_what_is_under_way() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let owner = &company.owner;
    transaction::run(stand.platform().database(), |tx| {
        let (platform, user) = (stand.platform().clone(), owner.user.clone());
        Box::pin(async move { platform.ports().sessions.rotate(tx, &platform, &user).await })
    })
    .await
    .unwrap();
    let door = stand.send(Ask::call(&Method::GET, "/api/identity/account/me", "").by(owner)).await;
    assert_eq!((door.status, door.header("set-cookie")), (StatusCode::OK, ""));
    let document = stand.send(Ask::page("/home").by(owner)).await;
    let cookie = document.header("set-cookie").to_owned();
    let fresh = cookie.strip_prefix("session=").and_then(|rest| rest.split(';').next()).expect("a new token");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && fresh != owner.token, "{cookie}");
    let next = Person { token: fresh.to_owned(), ..owner.clone() };
    for person in [&next, owner] {
        let answer = stand.send(Ask::page("/home").by(person)).await;
        assert_eq!((answer.status, answer.header("set-cookie")), (StatusCode::OK, ""));
    }
    let gone = doc! { "$set": { "previous_until": stand.platform().now() } };
    stand.platform().platform_db().of::<Session>().update(doc! { "_id": owner.session.as_str() }, gone).await.unwrap();
    assert_eq!(stand.send(Ask::page("/home").by(owner)).await.status, StatusCode::SEE_OTHER);
    assert_eq!(stand.send(Ask::page("/home").by(&next)).await.status, StatusCode::OK);
    stand.end().await;
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_with_plain_forms_and_the_page_tells_its_address_to_nobody() {
    let stand = Stand::open().await;
    let ada = Person::register(&stand, "ada").await;
    let request = "/api/identity/password_resets/request";
    let fields = format!("email={}", ada.email);
    let asked = stand.send(Ask::form(request, "/forgot", &fields).with("host", "evil.example")).await;
    assert_eq!((asked.status, asked.header("location")), (StatusCode::SEE_OTHER, "/forgot?sent=yes"));
    let link = link_in(&mail_to(&stand, &ada.email).await, "/reset/");
    let page = stand.send(Ask::page(&format!("/reset/{link}"))).await;
    assert_eq!((page.status, page.header("referrer-policy")), (StatusCode::OK, "no-referrer"));
    assert_eq!(page.header("cache-control"), "no-store");
    let complete = "/api/identity/password_resets/complete";
    let weak = format!("token={link}&form_page=%2Freset%2F{link}&password=short");
    let form = Ask::form(complete, "/", &weak).without("referer");
    let back = stand.send(form).await;
    assert_eq!((back.status, back.header("location")), (StatusCode::SEE_OTHER, format!("/reset/{link}").as_str()));
    let alive = stand.send(Ask::call(&Method::GET, "/api/identity/account/me", "").by(&ada)).await;
    assert_eq!(alive.status, StatusCode::OK, "a password that is too weak changes nothing");
    let good = format!("token={link}&form_page=%2Freset%2F{link}&password=eleven+quiet+lanterns");
    let done = stand.send(Ask::form(complete, "/", &good).without("referer")).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/sign-in?done=password"));
    let dead = stand.send(Ask::call(&Method::GET, "/api/identity/account/me", "").by(&ada)).await;
    assert_eq!(dead.error(), AppError::SignIn);
    stand.end().await;
}

#[tokio::test]
async fn the_file_with_ones_data_is_downloaded_and_never_shown() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let asked = stand.send(Ask::call(&Method::POST, "/api/identity/exports/request", "").by(&company.owner)).await;
    assert!(asked.status.is_success(), "{}", asked.text());
    stand.work().await;
    let link = link_in(&mail_to(&stand, &company.owner.email).await, "/account/export/");
    let file = stand.send(Ask::page(&format!("/account/export/{link}")).by(&company.owner)).await;
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "application/json"));
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"mewayz-data.json\"");
    assert_eq!((file.header("cache-control"), file.header("referrer-policy")), ("no-store", "no-referrer"));
    assert!(file.text().contains("acme") && file.text().contains(&company.owner.email), "{}", file.text());
    stand.end().await;
}

#[tokio::test]
async fn who_is_leaving_gets_to_no_screen_and_no_door_until_they_stay() {
    let stand = Stand::open().await;
    let ada = Person::register(&stand, "ada").await;
    let asked = stand.send(Ask::call(&Method::POST, "/api/identity/deletions/request", "").by(&ada)).await;
    assert!(asked.status.is_success(), "{}", asked.text());
    let fields = format!("email={}&password={}", ada.email, stand::person::PASSWORD.replace(' ', "+"));
    let back = stand.send(Ask::form("/api/identity/sessions/sign_in", "/sign-in", &fields)).await;
    let cookie = back.header("set-cookie").split(';').next().unwrap().to_owned();
    for path in ["/home", "/account", "/workspaces/new"] {
        let refused = stand.send(Ask::page(path).with_cookie(&cookie)).await;
        assert!(refused.header("location").starts_with("/sign-in"), "{path}: {}", refused.header("location"));
    }
    let way = stand.send(Ask::page("/sign-in").with_cookie(&cookie)).await;
    assert_eq!(way.header("location"), "/leaving");
    let kept = stand.send(Ask::form("/api/identity/deletions/keep", "/leaving", "").with_cookie(&cookie)).await;
    assert_eq!((kept.status, kept.header("location")), (StatusCode::SEE_OTHER, "/home"));
    assert_eq!(stand.send(Ask::page("/account").with_cookie(&cookie)).await.status, StatusCode::OK);
    stand.end().await;
}
