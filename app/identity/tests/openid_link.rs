//! Somebody at an issuer and somebody here become one, and two again.

use crate::support::{
    ADA, PASSWORD, from,
    issuer::person,
    street::{Street, token, who},
};
use identity::{
    entry::Entry,
    openid::{
        arrive::Arrived,
        confirm_link::confirm_link,
        record::{Identity, Purpose, Waiting},
        unlink::unlink,
    },
    session::record::Session,
};
use kernel::{Timestamp, ports::OpenIdClaims};
use std::{sync::atomic::Ordering, time::Duration};

#[tokio::test]
async fn an_address_that_has_an_account_is_linked_after_its_password_and_not_before() {
    let street = Street::open().await;
    street.house.register(ADA).await;
    let (begun, arrival) = street.begin(&from(1), Purpose::SignIn, "/links").await;
    let arrived = street.arrive(&arrival, None, &street.returned(&begun.state, person("1", ADA))).await;
    assert!(matches!(arrived, Arrived::HasAccount));
    assert_eq!((street.house.count::<Identity>().await, street.house.count::<Session>().await), (0, 1));

    let signed_in = street.house.sign_in(&arrival, ADA, PASSWORD).await.unwrap();
    let user = street.house.session(&signed_in).await.unwrap().user;
    let elsewhere = confirm_link(street.house.platform(), &from(1), &user).await;
    assert!(elsewhere.is_err(), "another browser has nothing to confirm");
    assert_eq!(confirm_link(street.house.platform(), &arrival, &user).await, Ok("/links".to_owned()));
    assert_eq!(street.linked(&user).await.as_deref(), Some(ADA));
    assert!(confirm_link(street.house.platform(), &arrival, &user).await.is_err(), "once");
    assert_eq!(who(&street, street.sign_in(person("1", ADA)).await).await, user);
    assert!(street.told(ADA).await.contains(&"Google was linked to your account".to_owned()));
    street.house.end().await;
}

#[tokio::test]
async fn who_has_a_second_step_takes_it_after_the_issuer_too() {
    let street = Street::open().await;
    let careful = street.house.register_careful(ADA).await;
    let user = street.house.user(&careful.session).await;
    let (begun, arrival) = street.begin(&from(1), Purpose::SignIn, "").await;
    street.arrive(&arrival, None, &street.returned(&begun.state, person("1", ADA))).await;
    confirm_link(street.house.platform(), &arrival, &user).await.unwrap();
    let before = street.house.count::<Session>().await;
    let Arrived::In { entry, .. } = street.sign_in(person("1", ADA)).await else { panic!("not known") };
    assert!(matches!(entry, Entry::SecondStep(_)));
    assert_eq!(street.house.count::<Session>().await, before, "an issuer's word is one factor");
    street.house.end().await;
}

#[tokio::test]
async fn who_waits_to_be_linked_waits_ten_minutes() {
    let street = Street::open().await;
    let user = street.house.session(&street.house.register(ADA).await).await.unwrap().user;
    let (begun, arrival) = street.begin(&from(1), Purpose::SignIn, "").await;
    street.arrive(&arrival, None, &street.returned(&begun.state, person("1", ADA))).await;
    assert_eq!(street.house.count::<Waiting>().await, 1);
    street.house.forward(Duration::from_secs(600));
    assert!(confirm_link(street.house.platform(), &arrival, &user).await.is_err());
    assert_eq!(street.linked(&user).await, None);
    street.house.end().await;
}

#[tokio::test]
async fn a_link_from_inside_may_have_another_address_and_gets_one_in_afterwards() {
    let street = Street::open().await;
    let (user, arrived) = street.link(ADA, person("1", "private@example.com")).await;
    assert!(matches!(arrived, Arrived::Linked));
    assert_eq!(street.linked(&user).await.as_deref(), Some("private@example.com"));
    assert_eq!(who(&street, street.sign_in(person("1", "private@example.com")).await).await, user);
    assert_eq!(street.told("private@example.com").await, Vec::<String>::new(), "the account's owner is told");
    assert!(street.told(ADA).await.contains(&"Google was linked to your account".to_owned()));
    street.house.end().await;
}

#[tokio::test]
async fn only_who_began_to_link_finishes() {
    let street = Street::open().await;
    let (_, begun, arrival) = street.linking(ADA).await;
    let returned = street.returned(&begun.state, person("1", ADA));
    assert!(matches!(street.arrive(&arrival, None, &returned).await, Arrived::SomebodyElse));

    let (_, begun, arrival) = street.linking("bob@example.com").await;
    let eve = street.house.session(&street.house.register("eve@example.com").await).await.unwrap();
    let returned = street.returned(&begun.state, person("2", "bob@example.com"));
    assert!(matches!(street.arrive(&arrival, Some(&eve), &returned).await, Arrived::SomebodyElse));
    assert_eq!(street.house.count::<Identity>().await, 0);
    street.house.end().await;
}

#[tokio::test]
async fn nobody_there_is_two_people_here_and_nobody_here_is_two_there() {
    let street = Street::open().await;
    let (ada, arrived) = street.link(ADA, person("1", ADA)).await;
    assert!(matches!(arrived, Arrived::Linked));
    let (bob, arrived) = street.link("bob@example.com", person("1", ADA)).await;
    assert!(matches!(arrived, Arrived::Taken));
    assert_eq!(street.linked(&bob).await, None);

    let arrival = from(1);
    let (begun, arrival) = street.begin(&arrival, Purpose::Link(ada.clone()), "").await;
    let token = street.house.sign_in(&from(3), ADA, PASSWORD).await.unwrap();
    let session = street.house.session(&token).await.unwrap();
    let again = street.returned(&begun.state, person("2", "second@example.com"));
    assert!(matches!(street.arrive(&arrival, Some(&session), &again).await, Arrived::LinkedAlready));
    let (begun, arrival) = street.begin(&arrival, Purpose::Link(ada.clone()), "").await;
    let same = street.returned(&begun.state, person("1", ADA));
    assert!(matches!(street.arrive(&arrival, Some(&session), &same).await, Arrived::Linked), "twice is once");
    assert_eq!(street.linked(&ada).await.as_deref(), Some(ADA));
    street.house.end().await;
}

#[tokio::test]
async fn unlinking_shuts_the_way_and_tells_the_owner() {
    let street = Street::open().await;
    let (user, _) = street.link(ADA, person("1", "private@example.com")).await;
    assert_eq!(unlink(street.house.platform(), &user).await, Ok(()));
    assert_eq!(street.linked(&user).await, None);
    assert!(street.told(ADA).await.contains(&"Google was unlinked from your account".to_owned()));
    let stranger = who(&street, street.sign_in(person("1", "private@example.com")).await).await;
    assert_ne!(stranger, user);
    assert_eq!(unlink(street.house.platform(), &user).await, Ok(()), "unlinked already is fine");
    street.house.end().await;
}

#[tokio::test]
async fn the_last_way_in_stays() {
    let street = Street::open().await;
    let user = who(&street, street.sign_in(person("1", ADA)).await).await;
    let refused = unlink(street.house.platform(), &user).await.unwrap_err();
    assert!(refused.to_string().contains("only way in"), "{refused}");
    assert_eq!(street.linked(&user).await.as_deref(), Some(ADA));
    assert_eq!(who(&street, street.sign_in(person("1", ADA)).await).await, user);
    assert_eq!(street.told(ADA).await, ["New sign-in to your Mewayz account"], "and nothing of a way that is gone");
    street.house.end().await;
}

#[tokio::test]
async fn who_has_no_password_shows_again_who_they_are_at_the_issuer() {
    let street = Street::open().await;
    let token = token(street.sign_in(person("1", ADA)).await);
    let before = street.house.session(&token).await.unwrap();
    street.house.forward(Duration::from_secs(3_600));
    let back = async |claims: OpenIdClaims| {
        let (begun, arrival) = street.begin(&from(1), Purpose::Confirm(before.id.clone()), "/links").await;
        let session = street.house.session(&token).await.unwrap();
        street.arrive(&arrival, Some(&session), &street.returned(&begun.state, claims)).await
    };
    assert!(matches!(back(person("2", ADA)).await, Arrived::SomebodyElse), "an address proves nothing");
    assert_eq!(street.house.session(&token).await.unwrap().confirmed_at, before.confirmed_at);
    let Arrived::Confirmed { token: renewed, go_to } = back(person("1", ADA)).await else { panic!("not confirmed") };
    assert_eq!(go_to, "/links");
    assert!(street.house.session(&token).await.is_none(), "a token that somebody saw before");
    let after = street.house.session(&renewed).await.unwrap();
    assert_eq!((after.id, after.confirmed_at), (before.id, street.house.platform().now()));
    street.house.end().await;
}

#[tokio::test]
async fn an_issuer_that_lets_pass_who_is_signed_in_there_confirms_nothing() {
    let street = Street::open().await;
    let token = token(street.sign_in(person("1", ADA)).await);
    let session = street.house.session(&token).await.unwrap();
    street.house.forward(Duration::from_secs(3_600));
    street.issuer.heedless.store(true, Ordering::SeqCst);
    let back = async |signed_in_at: Option<Timestamp>| {
        let (begun, arrival) = street.begin(&from(1), Purpose::Confirm(session.id.clone()), "").await;
        street.house.forward(Duration::from_secs(300));
        let claims = OpenIdClaims { signed_in_at, ..person("1", ADA) };
        street.arrive(&arrival, Some(&session), &street.returned(&begun.state, claims)).await
    };
    let now = street.house.platform().now();
    let (long_ago, to_come) = (Timestamp::from_millis(now.millis() - 61_000), now.after(Duration::from_secs(3_600)));
    for heedless in [None, Some(session.confirmed_at), Some(long_ago), Some(to_come)] {
        assert!(matches!(back(heedless).await, Arrived::NotAnew), "{heedless:?}");
    }
    assert_eq!(street.house.session(&token).await.unwrap().confirmed_at, session.confirmed_at);
    let just_now = street.house.platform().now();
    assert!(matches!(back(Some(just_now)).await, Arrived::Confirmed { .. }));
    street.house.end().await;
}
