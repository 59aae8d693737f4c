//! Another address for an account: the new mailbox proves it, the old one can stop it.

use crate::support::{ADA, House, PASSWORD, from, link_in};
use identity::{
    account::overview::overview,
    email_change::{cancel::cancel, confirm::confirm, record::EmailChange, request::request, withdraw::withdraw},
    password_reset,
};
use kernel::{AppError, AppResult, Platform, UserId, testing};
use std::{sync::Arc, time::Duration};

const NEW: &str = "ada@new.example";
const HOUR: Duration = Duration::from_secs(3_600);

async fn ask(platform: &Platform, user: &UserId, email: &str) -> AppResult<()> {
    request(platform, &from(1), user, email).await
}

/// What the two mailboxes got: the links to confirm and to stop it.
async fn links(house: &House, old: &str, new: &str) -> (String, String) {
    let stop = link_in(&house.newest_to(old).await, "/email/cancel/");
    (link_in(&house.newest_to(new).await, "/email/confirm/"), stop)
}

#[tokio::test]
async fn an_address_changes_when_its_mailbox_confirms_and_both_are_told() {
    let house = House::open().await;
    let token = house.register(ADA).await;
    let user = house.person(&token).await.id;
    ask(house.platform(), &user, " Ada@New.example ").await.unwrap();
    assert_eq!(house.person(&token).await.email.as_str(), ADA);
    assert_eq!(overview(house.platform(), &user).await.unwrap().new_email.as_deref(), Some(NEW));
    let (proof, _) = links(&house, ADA, NEW).await;
    confirm(house.platform(), &user, &proof).await.unwrap();
    assert_eq!(house.person(&token).await.email.as_str(), NEW);
    assert_eq!(overview(house.platform(), &user).await.unwrap().new_email, None);
    for address in [ADA, NEW] {
        let told = house.newest_to(address).await;
        assert!(told.subject.contains("was changed") && told.text.contains(NEW), "{address}: {}", told.text);
    }
    assert!(house.sign_in(&from(2), NEW, PASSWORD).await.is_ok());
    assert!(house.sign_in(&from(2), ADA, PASSWORD).await.is_err());
    house.end().await;
}

#[tokio::test]
async fn a_link_that_went_to_a_wrong_mailbox_opens_nothing_to_its_reader() {
    let house = House::open().await;
    let (ada, eve) = (house.register(ADA).await, house.register("eve@example.com").await);
    let (ada, eve) = (house.person(&ada).await.id, house.person(&eve).await.id);
    ask(house.platform(), &ada, NEW).await.unwrap();
    let (proof, stop) = links(&house, ADA, NEW).await;
    let foreign = confirm(house.platform(), &eve, &proof).await;
    assert!(foreign.is_err());
    assert_eq!(foreign, confirm(house.platform(), &eve, &"0".repeat(64)).await);
    assert_eq!(foreign, confirm(house.platform(), &ada, &stop).await, "the old mailbox does not confirm");
    assert!(confirm(house.platform(), &ada, &proof).await.is_ok());
    house.end().await;
}

#[tokio::test]
async fn nobody_learns_that_an_address_is_taken_but_its_mailbox() {
    let house = House::open().await;
    let (ada, _) = (house.register(ADA).await, house.register("zo\u{eb}@example.com").await);
    let ada = house.person(&ada).await.id;
    let mut seen = Vec::new();
    for wanted in ["ZOE\u{308}@Example.com", "free@example.com"] {
        let said = ask(house.platform(), &ada, wanted).await;
        let shown = overview(house.platform(), &ada).await.unwrap().new_email.is_some();
        let stored = house.count::<EmailChange>().await;
        seen.push((said, shown, stored));
    }
    assert_eq!(seen[0], seen[1]);
    let told = house.newest_to("zo\u{eb}@example.com").await;
    assert!(told.subject.contains("already") && !told.text.contains("/email/confirm/"), "{}", told.text);
    house.end().await;
}

#[tokio::test]
async fn the_twin_of_ones_own_address_is_no_other() {
    let house = House::open().await;
    let token = house.register("zo\u{eb}@example.com").await;
    let user = house.person(&token).await.id;
    for twin in ["zo\u{eb}@example.com", "ZOE\u{308}@EXAMPLE.COM "] {
        let error = ask(house.platform(), &user, twin).await.unwrap_err();
        assert!(error.of_field("email").is_some(), "{error:?}");
    }
    for malformed in ["", "ada", "ada@example.com\nBcc: eve@example.com"] {
        assert!(ask(house.platform(), &user, malformed).await.unwrap_err().of_field("email").is_some());
    }
    house.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_confirm_one_address_at_once_one_gets_it() {
    let house = Arc::new(House::open().await);
    for round in 0..4 {
        let wanted = format!("wanted{round}@example.com");
        let mut asked = Vec::new();
        for name in ["ada", "bob"] {
            let token = house.register(&format!("{name}{round}@example.com")).await;
            let user = house.person(&token).await.id;
            ask(house.platform(), &user, &wanted).await.unwrap();
            asked.push((user, link_in(&house.newest_to(&wanted).await, "/email/confirm/")));
        }
        let tasks: Vec<_> = asked
            .into_iter()
            .map(|(user, proof)| {
                let house = house.clone();
                tokio::spawn(async move { confirm(house.platform(), &user, &proof).await.is_ok() })
            })
            .collect();
        let mut got = 0;
        for task in tasks {
            got += u32::from(task.await.unwrap());
        }
        assert_eq!(got, 1);
    }
    Arc::into_inner(house).unwrap().end().await;
}

#[tokio::test]
async fn the_old_mailbox_stops_a_change_that_waits() {
    let house = House::open().await;
    let token = house.register(ADA).await;
    let user = house.person(&token).await.id;
    ask(house.platform(), &user, NEW).await.unwrap();
    let (proof, stop) = links(&house, ADA, NEW).await;
    cancel(house.platform(), &from(9), &stop).await.unwrap();
    assert!(confirm(house.platform(), &user, &proof).await.is_err());
    assert!(cancel(house.platform(), &from(9), &stop).await.is_err(), "once");
    assert!(house.session(&token).await.is_none(), "whoever asked was signed in");
    assert!(house.sign_in(&from(2), ADA, PASSWORD).await.is_ok());
    house.end().await;
}

#[tokio::test]
async fn the_old_mailbox_takes_back_what_a_thief_has_confirmed_and_changed_again() {
    let house = House::open().await;
    let token = house.register(ADA).await;
    let user = house.person(&token).await.id;
    ask(house.platform(), &user, NEW).await.unwrap();
    let (proof, stop) = links(&house, ADA, NEW).await;
    confirm(house.platform(), &user, &proof).await.unwrap();
    house.forward(HOUR);
    ask(house.platform(), &user, "thief@example.com").await.unwrap();
    let (again, thiefs_stop) = links(&house, NEW, "thief@example.com").await;
    confirm(house.platform(), &user, &again).await.unwrap();
    password_reset::request::request(house.platform(), &from(6), "thief@example.com").await.unwrap();
    let reset = link_in(&house.newest_to("thief@example.com").await, "/reset/");

    house.forward(6 * 24 * HOUR);
    cancel(house.platform(), &from(9), &stop).await.unwrap();
    assert!(house.session(&token).await.is_none());
    assert!(house.sign_in(&from(2), ADA, PASSWORD).await.is_ok());
    assert!(cancel(house.platform(), &from(9), &thiefs_stop).await.is_err(), "what came after is gone with it");
    let complete = password_reset::complete::complete;
    assert!(complete(house.platform(), &house.pool, &from(6), &reset, "eleven quiet lanterns").await.is_err());
    assert_eq!(house.count::<EmailChange>().await, 0);
    house.end().await;
}

#[tokio::test]
async fn a_change_is_over_after_a_day_and_is_stopped_within_a_week() {
    let house = House::open().await;
    let token = house.register(ADA).await;
    let user = house.person(&token).await.id;
    ask(house.platform(), &user, NEW).await.unwrap();
    let (proof, stop) = links(&house, ADA, NEW).await;
    house.forward(24 * HOUR);
    assert!(confirm(house.platform(), &user, &proof).await.is_err());
    assert_eq!(overview(house.platform(), &user).await.unwrap().new_email, None);
    house.forward(6 * 24 * HOUR);
    assert!(cancel(house.platform(), &from(9), &stop).await.is_err());
    house.end().await;
}

#[tokio::test]
async fn a_newer_wish_and_a_second_thought_make_the_older_link_void() {
    let house = House::open().await;
    let token = house.register(ADA).await;
    let user = house.person(&token).await.id;
    ask(house.platform(), &user, NEW).await.unwrap();
    let (first, _) = links(&house, ADA, NEW).await;
    ask(house.platform(), &user, "other@new.example").await.unwrap();
    assert!(confirm(house.platform(), &user, &first).await.is_err());
    let (second, _) = links(&house, ADA, "other@new.example").await;
    withdraw(house.platform(), &user).await.unwrap();
    withdraw(house.platform(), &user).await.unwrap();
    assert!(confirm(house.platform(), &user, &second).await.is_err());
    assert_eq!(house.person(&token).await.email.as_str(), ADA);
    house.end().await;
}

#[tokio::test]
async fn nobody_asks_for_addresses_without_end() {
    let house = House::open().await;
    let token = house.register(ADA).await;
    let user = house.person(&token).await.id;
    for number in 0..5 {
        ask(house.platform(), &user, &format!("ada{number}@new.example")).await.unwrap();
    }
    assert!(matches!(ask(house.platform(), &user, NEW).await, Err(AppError::TooMany(_))));
    house.end().await;
}

#[tokio::test]
async fn the_tokens_are_in_the_mails_alone() {
    let house = House::open().await;
    let token = house.register(ADA).await;
    let user = house.person(&token).await.id;
    ask(house.platform(), &user, NEW).await.unwrap();
    let (proof, stop) = links(&house, ADA, NEW).await;
    let stored = format!("{:?}", testing::contents(house.platform().database()).await);
    assert!(!stored.contains(&proof) && !stored.contains(&stop));
    house.end().await;
}
