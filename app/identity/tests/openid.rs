//! To an issuer and back: who gets in, and which ways back are good.

use crate::support::{
    ADA, House, PASSWORD, from,
    issuer::person,
    street::{Street, token, who},
};
use identity::{
    arrival::Arrival,
    openid::{
        arrive::{Arrived, Returned},
        begin::{Begun, begin},
        leave::{Leave, leave, secrets},
        record::{Flow, Identity, Purpose},
        unlink::unlink,
    },
    session::record::Session,
    sign_in_methods::list::list,
};
use kernel::{AppError, ports::OpenIdClaims};
use std::{
    collections::BTreeSet,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

#[tokio::test]
async fn somebody_unknown_with_an_address_of_their_own_gets_an_account_without_a_password() {
    let street = Street::open().await;
    let Arrived::In { go_to, entry } = street.sign_in(person("1", " Ada@Example.com")).await else {
        panic!("not let in")
    };
    assert_eq!(go_to, "/workspaces/new");
    let session = street.house.session(&entry.session().unwrap()).await.unwrap();
    let user = street.house.platform().ports().sessions.person(street.house.platform(), &session.user).await.unwrap();
    let user = user.unwrap();
    assert_eq!((user.name.as_str(), user.email.as_str()), ("Ada Lovelace", ADA));
    let methods = list(street.house.platform(), &session.user).await.unwrap();
    assert!(!methods.password);
    assert_eq!(methods.openid.unwrap().linked.as_deref(), Some(ADA));
    let guess = street.house.sign_in(&from(2), ADA, PASSWORD).await.map(|_| ());
    let nobody = street.house.sign_in(&from(2), "nobody@example.com", PASSWORD).await.map(|_| ());
    assert_eq!(guess, nobody, "an account without a password is like none");
    street.house.end().await;
}

#[tokio::test]
async fn a_new_account_has_the_time_zone_of_the_browser_that_came_back() {
    let street = Street::open().await;
    let (begun, arrival) = street.begin(&from(1), Purpose::SignIn, "").await;
    let arrival = Arrival { time_zone: Some("Asia/Tokyo".to_owned()), ..arrival };
    let arrived = street.arrive(&arrival, None, &street.returned(&begun.state, person("1", ADA))).await;
    assert_eq!(street.house.person(&token(arrived)).await.time_zone.as_deref(), Some("Asia/Tokyo"));
    street.house.end().await;
}

#[tokio::test]
async fn whoever_was_here_before_is_the_same_person_whatever_their_address_is_now() {
    let street = Street::open().await;
    let first = who(&street, street.sign_in(person("1", ADA)).await).await;
    let claims = OpenIdClaims { email: Some("new@example.com".into()), email_verified: false, ..person("1", ADA) };
    assert_eq!(who(&street, street.sign_in(claims).await).await, first);
    let other = OpenIdClaims { issuer: "https://other.example".into(), ..person("1", "other@example.com") };
    assert_ne!(who(&street, street.sign_in(other).await).await, first, "a subject is one issuer's");
    assert_eq!(street.house.users().await, 2);
    street.house.end().await;
}

#[tokio::test]
async fn one_goes_on_to_the_page_that_was_asked_for_and_never_to_another_site() {
    let street = Street::open().await;
    street.sign_in(person("1", ADA)).await;
    for (asked, given) in [("/links?new=1", "/links?new=1"), ("//evil.example", "/home"), ("", "/home")] {
        let (begun, arrival) = street.begin(&from(1), Purpose::SignIn, asked).await;
        let arrived = street.arrive(&arrival, None, &street.returned(&begun.state, person("1", ADA))).await;
        let Arrived::In { go_to, .. } = arrived else { panic!("not let in") };
        assert_eq!(go_to, given);
    }
    street.house.end().await;
}

#[tokio::test]
async fn an_address_that_the_issuer_does_not_vouch_for_gets_nobody_in() {
    let street = Street::open().await;
    let unverified = OpenIdClaims { email_verified: false, ..person("1", ADA) };
    let missing = OpenIdClaims { email: None, ..person("1", ADA) };
    let malformed = person("1", "no address");
    for claims in [unverified.clone(), missing, malformed] {
        assert!(matches!(street.sign_in(claims).await, Arrived::Unverified));
    }
    assert_eq!((street.house.users().await, street.house.count::<Identity>().await), (0, 0));
    let (user, arrived) = street.link(ADA, unverified).await;
    assert!(matches!(arrived, Arrived::Unverified));
    assert_eq!(street.linked(&user).await, None);
    street.house.end().await;
}

#[tokio::test]
async fn a_way_back_is_good_once() {
    let street = Street::open().await;
    let (begun, arrival) = street.begin(&from(1), Purpose::SignIn, "").await;
    let returned = street.returned(&begun.state, person("1", ADA));
    token(street.arrive(&arrival, None, &returned).await);
    assert!(matches!(street.arrive(&arrival, None, &returned).await, Arrived::Over));
    let fresh = street.returned(&begun.state, person("1", ADA));
    assert!(matches!(street.arrive(&arrival, None, &fresh).await, Arrived::Over));
    assert_eq!((street.house.count::<Session>().await, street.house.count::<Flow>().await), (1, 0));
    street.house.end().await;
}

#[tokio::test]
async fn a_code_that_comes_back_to_another_browser_is_worth_nothing() {
    let street = Street::open().await;
    let (begun, carrying) = street.begin(&from(1), Purpose::SignIn, "").await;
    let returned = street.returned(&begun.state, person("1", ADA));
    let (_, other) = street.begin(&from(2), Purpose::SignIn, "").await;
    for stranger in [from(1), other] {
        assert!(matches!(street.arrive(&stranger, None, &returned).await, Arrived::Over), "the cookie was lost");
        assert_eq!(leave(street.house.platform(), &stranger, begun.state.as_str()).await, Ok(Leave::Over));
    }
    let wrong = Returned { state: "0".repeat(64), ..returned.clone() };
    let absent = Returned { state: String::new(), ..returned.clone() };
    let hostile = Returned { state: "{\"$ne\":null}".to_owned(), ..returned.clone() };
    for forged in [wrong, absent, hostile] {
        assert!(matches!(street.arrive(&carrying, None, &forged).await, Arrived::Over));
    }
    token(street.arrive(&carrying, None, &returned).await);
    street.house.end().await;
}

#[tokio::test]
async fn a_way_back_is_good_for_ten_minutes() {
    let street = Street::open().await;
    let (begun, arrival) = street.begin(&from(1), Purpose::SignIn, "").await;
    street.house.forward(Duration::from_secs(600));
    assert!(matches!(
        street.arrive(&arrival, None, &street.returned(&begun.state, person("1", ADA))).await,
        Arrived::Over
    ));
    assert_eq!(leave(street.house.platform(), &arrival, begun.state.as_str()).await, Ok(Leave::Over));
    street.house.end().await;
}

#[tokio::test]
async fn two_tabs_of_one_browser_both_arrive() {
    let street = Street::open().await;
    let (first, arrival) = street.begin(&from(1), Purpose::SignIn, "/links").await;
    let (second, arrival) = street.begin(&arrival, Purpose::SignIn, "/settings").await;
    assert_eq!(first.browser.as_str(), second.browser.as_str());
    let mut users = BTreeSet::new();
    for (begun, page) in [(second, "/settings"), (first, "/links")] {
        let arrived = street.arrive(&arrival, None, &street.returned(&begun.state, person("1", ADA))).await;
        let Arrived::In { go_to, .. } = &arrived else { panic!("not let in") };
        assert_eq!(go_to, page);
        users.insert(who(&street, arrived).await);
    }
    assert_eq!((users.len(), street.house.users().await), (1, 1));
    street.house.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn any_number_of_ways_back_at_once_make_one_account() {
    let street = Arc::new(Street::open().await);
    for round in 0..5 {
        let email = format!("ada{round}@example.com");
        let (once, arrival) = street.begin(&from(1), Purpose::SignIn, "").await;
        let mut tries = vec![(once.state.clone(), arrival.clone()); 4];
        for _ in 0..4 {
            let (begun, arrival) = street.begin(&arrival, Purpose::SignIn, "").await;
            tries.push((begun.state, arrival));
        }
        let tasks = tries.into_iter().map(|(state, arrival)| {
            let (street, returned) = (street.clone(), street.returned(&state, person(&email, &email)));
            tokio::spawn(async move { street.arrive(&arrival, None, &returned).await })
        });
        let tasks: Vec<_> = tasks.collect();
        let (mut users, mut over) = (BTreeSet::new(), 0);
        for task in tasks {
            match task.await.unwrap() {
                Arrived::Over => over += 1,
                arrived => drop(users.insert(who(&street, arrived).await)),
            }
        }
        assert_eq!((users.len(), over), (1, 3), "four came back with one state, of which one is good");
        assert_eq!(street.house.users().await, round + 1);
    }
    Arc::into_inner(street).unwrap().house.end().await;
}

#[tokio::test]
async fn an_issuer_that_is_away_or_says_no_changes_nothing() {
    let street = Street::open().await;
    let (begun, arrival) = street.begin(&from(1), Purpose::SignIn, "").await;
    street.issuer.away.store(true, Ordering::SeqCst);
    assert_eq!(leave(street.house.platform(), &arrival, begun.state.as_str()).await, Ok(Leave::Away));
    let returned = street.returned(&begun.state, person("1", ADA));
    assert!(matches!(street.arrive(&arrival, None, &returned).await, Arrived::Away));
    street.issuer.away.store(false, Ordering::SeqCst);
    for (error, cancelled) in [("access_denied", true), ("server_error", false), ("", false)] {
        let (begun, arrival) = street.begin(&arrival, Purpose::SignIn, "").await;
        let state = begun.state.as_str().to_owned();
        let returned = Returned { state, error: error.to_owned(), ..Returned::default() };
        let arrived = street.arrive(&arrival, None, &returned).await;
        assert_eq!(matches!(arrived, Arrived::Cancelled), cancelled, "{error}");
        assert!(cancelled || matches!(arrived, Arrived::Refused), "{error}");
    }
    assert_eq!((street.house.users().await, street.house.count::<Session>().await), (0, 0));
    street.house.end().await;
}

#[tokio::test]
async fn the_secrets_of_a_flow_are_in_no_database_and_differ_for_each() {
    let street = Street::open().await;
    let (begun, arrival) = street.begin(&from(1), Purpose::SignIn, "").await;
    let (other, _) = street.begin(&arrival, Purpose::SignIn, "").await;
    let secrets_of = |begun: &Begun| secrets(&begun.browser, &begun.state, &Purpose::SignIn);
    let (flow, next) = (secrets_of(&begun), secrets_of(&other));
    assert!(!flow.anew, "who signs in may be signed in there");
    let all: BTreeSet<&String> =
        [&flow, &next].into_iter().flat_map(|f| [&f.state, &f.nonce, &f.pkce_verifier]).collect();
    assert_eq!(all.len(), 6);
    let stored = kernel::testing::contents(street.house.platform().database()).await;
    let stored = format!("{stored:?}");
    assert!(stored.contains(&begun.state.hash()));
    for secret in all.into_iter().map(String::as_str).chain([begun.browser.as_str()]) {
        assert!(!stored.contains(secret) && secret.len() == 64, "RFC 7636, 4.1: 43 to 128 signs");
    }
    street.house.end().await;
}

#[tokio::test]
async fn where_no_issuer_is_configured_nothing_of_it_answers() {
    let house = House::open().await;
    let refused = begin(house.platform(), &from(1), Purpose::SignIn, "").await.map(|_| ()).unwrap_err();
    assert!(matches!(refused, AppError::Invalid(_)));
    let user = house.session(&house.register(ADA).await).await.unwrap().user;
    assert_eq!(list(house.platform(), &user).await.unwrap().openid, None);
    assert!(unlink(house.platform(), &user).await.is_err());
    assert_eq!(house.count::<Flow>().await, 0);
    house.end().await;
}
