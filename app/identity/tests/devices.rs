//! Sessions as their owner sees them, new devices, and tokens that are exchanged.

use crate::support::{self, ADA, House, PASSWORD, from, on};
use identity::{
    SessionStore,
    arrival::Arrival,
    registration::confirm::confirm,
    session::{end_others::end_others, list::list},
};
use kernel::{Token, answer::ToDocument, ports::Sessions as _, transaction};
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos_axum::ResponseOptions;
use std::time::Duration;

#[tokio::test]
async fn a_device_shows_its_place_by_its_clock() {
    let house = House::open().await;
    house.register(ADA).await;
    let arrival = Arrival { time_zone: Some("America/Sao_Paulo".to_owned()), ..from(2) };
    let token = house.sign_in(&arrival, ADA, PASSWORD).await.unwrap();
    let asking = house.session(&token).await.unwrap();
    let seen = list(house.platform(), &asking).await.unwrap();
    let places: Vec<_> = seen.iter().map(|session| (session.this_device, session.place.as_deref())).collect();
    assert!(places.contains(&(true, Some("Sao Paulo time"))) && places.contains(&(false, None)), "{places:?}");
    house.end().await;
}

#[tokio::test]
async fn signing_the_others_out_leaves_this_device_and_other_people_alone() {
    let house = House::open().await;
    let phone = house.register(ADA).await;
    let laptop = house.sign_in(&from(2), ADA, PASSWORD).await.unwrap();
    let grace = house.register("grace@example.com").await;
    let asking = house.session(&laptop).await.unwrap();
    assert_eq!(end_others(house.platform(), &asking).await, Ok(1));
    assert!(house.session(&phone).await.is_none());
    assert!(house.session(&laptop).await.is_some() && house.session(&grace).await.is_some());
    house.end().await;
}

#[tokio::test]
async fn a_new_browser_is_told_once_and_the_first_one_is_no_news() {
    let house = House::open().await;
    let token = house.begin(&from(1), ADA).await.unwrap();
    let confirmed = confirm(house.platform(), &support::holding(&token), &house.newest_code().await).await.unwrap();
    let first = Arrival { device_token: confirmed.opened.device, ..from(2) };
    house.sign_in(&first, ADA, PASSWORD).await.unwrap();
    assert_eq!(house.deliver().await.len(), 1, "the code, and no word about the browser that registered");
    let arrival = Arrival { time_zone: Some("Asia/Tokyo".to_owned()), ..on("Safari on iPhone", from(3)) };
    let mark = house.mark_of(&arrival, ADA).await;
    let again = Arrival { device_token: Some(mark), ..arrival };
    house.sign_in(&again, ADA, PASSWORD).await.unwrap();
    house.sign_in(&on("Safari on iPad", again), ADA, PASSWORD).await.unwrap();
    let mails = house.deliver().await;
    assert_eq!(mails.len(), 2, "what it calls itself may change");
    for said in ["Safari on iPhone", "Tokyo time", "http://localhost:3000/forgot"] {
        assert!(mails[1].text.contains(said), "{said} in {}", mails[1].text);
    }
    assert!(house.sign_in(&on("Edge on Windows", from(4)), ADA, "wrong words").await.is_err());
    assert_eq!(house.deliver().await.len(), 2, "who does not get in is no news");
    house.end().await;
}

#[tokio::test]
async fn a_thief_with_a_browser_like_the_owners_is_news() {
    let house = House::open().await;
    house.register(ADA).await;
    house.register("eve@example.com").await;
    let eves = house.mark_of(&from(4), "eve@example.com").await;
    for thief in [from(5), Arrival { device_token: Some(eves), ..from(4) }] {
        let before = house.deliver().await.len();
        house.sign_in(&thief, ADA, PASSWORD).await.unwrap();
        assert_eq!(house.deliver().await.len(), before + 1);
        assert!(house.newest_to(ADA).await.subject.contains("New sign-in"));
    }
    house.end().await;
}

#[tokio::test]
async fn twenty_devices_are_remembered_and_the_oldest_goes_first() {
    let house = House::open().await;
    let token = house.register(ADA).await;
    for number in 0..21 {
        house.sign_in(&on(&format!("Browser {number}"), from(number)), ADA, PASSWORD).await.unwrap();
    }
    let known = house.person(&token).await.known_devices;
    assert_eq!((known.len(), known[0].as_str(), known[19].as_str()), (20, "Browser 1", "Browser 20"));
    house.end().await;
}

/// Asks with the token as the console's document does, or as a door; the token that came back.
async fn ask(house: &House, token: &Token, for_document: bool) -> Option<Token> {
    let (owner, options) = (Owner::new(), ResponseOptions::default());
    let asking = owner.with(|| {
        provide_context(options.clone());
        if for_document {
            provide_context(ToDocument);
        }
        ScopedFuture::new(async { SessionStore.of_token(house.platform(), token.as_str()).await })
    });
    assert!(asking.await.unwrap().is_some(), "the session is in force");
    let parts = options.0.read().unwrap();
    let cookie = parts.headers.get("set-cookie")?.to_str().unwrap();
    Token::parse(cookie.strip_prefix("session=")?.split(';').next()?)
}

async fn make_due(house: &House, token: &Token) {
    let user = house.session(token).await.unwrap().user;
    transaction::run(house.platform().database(), |tx| {
        let (platform, user) = (house.platform().clone(), user.clone());
        Box::pin(async move { SessionStore.rotate(tx, &platform, &user).await })
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_token_that_is_due_is_exchanged_with_the_next_document_and_with_nothing_else() {
    let house = House::open().await;
    let token = house.register(ADA).await;
    assert!(ask(&house, &token, true).await.is_none(), "nothing is due");
    make_due(&house, &token).await;
    assert!(ask(&house, &token, false).await.is_none(), "a door's answer may never be kept");
    let next = ask(&house, &token, true).await.expect("a new token");
    assert_ne!(next.as_str(), token.as_str());
    assert!(ask(&house, &next, true).await.is_none(), "once");
    house.end().await;
}

#[tokio::test]
async fn the_token_before_opens_for_thirty_seconds_more() {
    let house = House::open().await;
    let token = house.register(ADA).await;
    make_due(&house, &token).await;
    let next = ask(&house, &token, true).await.expect("a new token");
    house.forward(Duration::from_secs(29));
    assert!(ask(&house, &token, true).await.is_none(), "it opens, and brings no token of its own");
    let same = (house.session(&token).await.unwrap().id, house.session(&next).await.unwrap().id);
    assert_eq!(same.0, same.1);
    house.forward(Duration::from_secs(1));
    assert!(house.session(&token).await.is_none());
    assert!(house.session(&next).await.is_some());
    house.end().await;
}

#[tokio::test]
async fn signing_out_with_the_token_before_ends_the_session_too() {
    let house = House::open().await;
    let token = house.register(ADA).await;
    make_due(&house, &token).await;
    let next = ask(&house, &token, true).await.expect("a new token");
    identity::session::sign_out::end_arrived(house.platform(), &support::signed_in(&token)).await.unwrap();
    assert!(house.session(&next).await.is_none());
    house.end().await;
}

#[tokio::test]
async fn signing_in_with_the_token_before_ends_the_session_too() {
    let house = House::open().await;
    let token = house.register(ADA).await;
    make_due(&house, &token).await;
    let next = ask(&house, &token, true).await.expect("a new token");
    let again = house.sign_in(&support::signed_in(&token), ADA, PASSWORD).await.unwrap();
    assert!(house.session(&token).await.is_none() && house.session(&next).await.is_none());
    assert!(house.session(&again).await.is_some());
    house.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_documents_asked_for_at_once_one_brings_the_token() {
    let house = std::sync::Arc::new(House::open().await);
    let token = house.register(ADA).await;
    make_due(&house, &token).await;
    let asked: Vec<_> = (0..8)
        .map(|_| {
            let (house, token) = (house.clone(), token.clone());
            tokio::spawn(async move { ask(&house, &token, true).await.is_some() })
        })
        .collect();
    let mut brought = 0;
    for task in asked {
        brought += u32::from(task.await.unwrap());
    }
    assert_eq!(brought, 1);
    std::sync::Arc::into_inner(house).unwrap().end().await;
}
