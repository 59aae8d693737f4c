//! The pages that mails lead to, as a browser without scripts meets them.

use crate::support::{ADA, House, PASSWORD, from, link_in};
use identity::{
    deletion, email_change,
    export::{self, record::Export},
    password_reset::{complete::complete_password_reset, record::PasswordReset, request::request_password_reset},
};
use kernel::{
    AppError, Token,
    authority::Caller,
    page::{ReturnedForm, Visit, VisitorAnswer},
};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use std::time::Duration;

/// One request, as the server sets it up around a door or a screen.
struct Request {
    // The contexts live as long as their owner.
    _owner: Owner,
    answer: ResponseOptions,
}

impl Request {
    fn of(house: &House, cookie: &str) -> Self {
        let owner = Owner::new();
        owner.set();
        let request = http::Request::builder()
            .header("cookie", cookie)
            .header("accept", "text/html")
            .header("host", "evil.example")
            .header("x-forwarded-host", "evil.example");
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let answer = ResponseOptions::default();
        provide_context(parts);
        provide_context(answer.clone());
        provide_context(house.platform().clone());
        provide_context(Caller::default());
        Self { _owner: owner, answer }
    }

    fn header(&self, name: &str) -> String {
        let answer = self.answer.0.read().unwrap();
        answer.headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
    }
}

enum Seen {
    Html(String),
    SentTo(String),
    File(String),
}

/// Opens a page whose pattern ends in the token, or has none.
async fn open(house: &House, pattern: &str, token: &str, cookie: &str, query: &[(&str, &str)]) -> (Request, Seen) {
    let request = Request::of(house, cookie);
    let visit = Visit {
        path: pattern.replace("{token}", token),
        params: [("token".to_owned(), token.to_owned())].into(),
        query: query.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
        returned: ReturnedForm::default(),
    };
    let route = identity::system().visitor_routes.into_iter().find(|route| route.pattern == pattern).expect("a route");
    let seen = match (route.answer)(visit).await {
        Ok(VisitorAnswer::Page(page)) => Seen::Html(page.body.to_html()),
        Ok(VisitorAnswer::SeeOther(path)) => Seen::SentTo(path),
        Ok(VisitorAnswer::File { bytes, .. }) => Seen::File(String::from_utf8(bytes).unwrap()),
        Ok(VisitorAnswer::Outside(_)) => panic!("led away"),
        Err(error) => Seen::Html(format!("{error:?}")),
    };
    (request, seen)
}

async fn html(house: &House, pattern: &str, token: &str, cookie: &str) -> String {
    match open(house, pattern, token, cookie, &[]).await.1 {
        Seen::Html(html) => html,
        Seen::SentTo(path) => panic!("sent to {path}"),
        Seen::File(_) => panic!("a file"),
    }
}

fn cookie(token: &Token) -> String {
    format!("session={}", token.as_str())
}

#[tokio::test]
async fn a_password_is_forgotten_and_replaced_with_forms_alone() {
    let house = House::open().await;
    house.register(ADA).await;
    let request = Request::of(&house, "");
    request_password_reset(ADA.into()).await.unwrap();
    assert_eq!(request.header("location"), "/forgot?sent=yes");
    let mail = house.newest_to(ADA).await;
    assert!(!mail.text.contains("evil.example"), "the link is never made of what a request says");
    let link = link_in(&mail, "/reset/");
    for _ in 0..3 {
        let page = html(&house, "/reset/{token}", &link, "").await;
        for part in [
            "autocomplete=\"new-password\"",
            "autocomplete=\"username\"",
            &format!("name=\"token\" value=\"{link}\""),
            &format!("name=\"form_page\" value=\"/reset/{link}\""),
            "action=\"/api/identity/password_resets/complete\"",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }
    assert_eq!(house.count::<PasswordReset>().await, 1, "looking uses nothing up");
    let request = Request::of(&house, "");
    complete_password_reset(link.clone(), "eleven quiet lanterns".into()).await.unwrap();
    assert_eq!(request.header("location"), "/sign-in?done=password");
    assert!(request.header("set-cookie").starts_with("session=;"), "nobody is signed in without the second step");
    assert!(html(&house, "/reset/{token}", &link, "").await.contains("no longer valid"));
    house.end().await;
}

#[tokio::test]
async fn a_page_whose_address_is_a_secret_tells_it_to_nobody() {
    let house = House::open().await;
    for pattern in ["/reset/{token}", "/email/confirm/{token}", "/email/cancel/{token}", "/account/export/{token}"] {
        let (request, _) = open(&house, pattern, &"0".repeat(64), "", &[]).await;
        assert_eq!(request.header("referrer-policy"), "no-referrer", "{pattern}");
    }
    house.end().await;
}

#[tokio::test]
async fn what_was_asked_for_is_answered_alike_for_every_address() {
    let house = House::open().await;
    house.register(ADA).await;
    let mut seen = Vec::new();
    for email in [ADA, "bob@example.com"] {
        let request = Request::of(&house, "");
        let answer = request_password_reset(email.into()).await;
        seen.push((answer, request.header("location")));
    }
    assert_eq!(seen[0], seen[1]);
    let Seen::Html(page) = open(&house, "/forgot", "", "", &[("sent", "yes")]).await.1 else { panic!("a page") };
    assert!(page.contains("If it has an account"), "{page}");
    house.end().await;
}

#[tokio::test]
async fn the_sign_in_page_says_what_led_to_it() {
    let house = House::open().await;
    for (done, words) in [("password", "Your password is changed. Sign in."), ("deletion", "deleted in 14 days")] {
        let Seen::Html(page) = open(&house, "/sign-in", "", "", &[("done", done)]).await.1 else { panic!("a page") };
        assert!(page.contains(words) && page.contains("href=\"/forgot\""), "{page}");
    }
    house.end().await;
}

#[tokio::test]
async fn a_new_address_is_confirmed_by_who_is_signed_in_and_stopped_by_anybody_with_the_mail() {
    let house = House::open().await;
    let (ada, eve) = (house.register(ADA).await, house.register("eve@example.com").await);
    let user = house.person(&ada).await.id;
    email_change::request::request(house.platform(), &from(1), &user, "ada@new.example").await.unwrap();
    let proof = link_in(&house.newest_to("ada@new.example").await, "/email/confirm/");
    let stop = link_in(&house.newest_to(ADA).await, "/email/cancel/");
    let confirm = "/email/confirm/{token}";
    let Seen::SentTo(path) = open(&house, confirm, &proof, "", &[]).await.1 else { panic!("not sent on") };
    assert_eq!(path, format!("/sign-in?return_to=%2Femail%2Fconfirm%2F{proof}"));
    let missing = html(&house, confirm, &"0".repeat(64), &cookie(&eve)).await;
    assert_eq!(html(&house, confirm, &proof, &cookie(&eve)).await, missing);
    assert!(html(&house, confirm, &proof, &cookie(&ada)).await.contains("ada@new.example"));
    assert!(html(&house, "/email/cancel/{token}", &stop, "").await.contains("This was not me"));
    assert_eq!(house.person(&ada).await.email.as_str(), ADA, "looking changes nothing");
    house.end().await;
}

#[tokio::test]
async fn the_file_is_for_its_own_person_alone() {
    let house = House::open().await;
    let (ada, eve) = (house.register(ADA).await, house.register("eve@example.com").await);
    let user = house.person(&ada).await.id;
    export::request::request(house.platform(), &user).await.unwrap();
    let link = link_in(&house.newest_to(ADA).await, "/account/export/");
    let pattern = "/account/export/{token}";
    let Seen::SentTo(path) = open(&house, pattern, &link, "", &[]).await.1 else { panic!("not sent on") };
    assert!(path.starts_with("/sign-in?return_to="), "{path}");
    let foreign = html(&house, pattern, &link, &cookie(&eve)).await;
    assert_eq!(foreign, format!("{:?}", AppError::NotFound));
    assert_eq!(foreign, html(&house, pattern, &"0".repeat(64), &cookie(&eve)).await);
    let Seen::File(file) = open(&house, pattern, &link, &cookie(&ada), &[]).await.1 else { panic!("no file") };
    assert!(file.contains(ADA) && !file.contains("eve@"), "{file}");
    assert_eq!(house.count::<Export>().await, 1, "it can be fetched again");
    house.end().await;
}

#[tokio::test]
async fn who_is_leaving_is_led_to_the_way_to_stay_and_nowhere_else() {
    let house = House::open().await;
    let ada = house.register(ADA).await;
    let user = house.person(&ada).await.id;
    deletion::request::request(house.platform(), &user, Vec::new()).await.unwrap();
    house.forward(Duration::from_secs(86_400));
    let back = house.sign_in(&from(2), ADA, PASSWORD).await.unwrap();
    let _request = Request::of(&house, &cookie(&back));
    assert_eq!(identity::account::me::me().await, Err(AppError::SignIn));
    for pattern in ["/sign-in", "/register"] {
        let Seen::SentTo(path) = open(&house, pattern, "", &cookie(&back), &[]).await.1 else { panic!("not sent on") };
        assert_eq!(path, "/leaving", "{pattern}");
    }
    let page = html(&house, "/leaving", "", &cookie(&back)).await;
    assert!(page.contains("will be deleted on") && page.contains("Keep my account"), "{page}");
    let Seen::SentTo(path) = open(&house, "/leaving", "", "", &[]).await.1 else { panic!("not sent on") };
    assert_eq!(path, "/sign-in");
    let request = Request::of(&house, &cookie(&back));
    deletion::keep::keep_account().await.unwrap();
    assert_eq!(request.header("location"), "/home");
    let Seen::SentTo(path) = open(&house, "/sign-in", "", &cookie(&back), &[]).await.1 else { panic!("not sent on") };
    assert_eq!(path, "/home");
    house.end().await;
}
