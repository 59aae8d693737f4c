//! Nobody learns whether an address has an account: not from words, not from the work done.

use crate::support::{ADA, House, PASSWORD, find_code, from, holding};
use identity::{
    registration::{confirm::confirm, record::Registration, resend::resend},
    user::User,
};
use kernel::{AppError, jobs::Job};
use std::{collections::BTreeSet, time::Duration};

const STRANGER: &str = "bob@example.com";

#[tokio::test]
async fn beginning_does_the_same_work_for_every_address() {
    let house = House::open().await;
    house.register(ADA).await;
    let mut work = Vec::new();
    for email in [ADA, STRANGER] {
        let before = (house.pool.worked(), house.count::<Registration>().await, house.count::<Job>().await);
        house.begin(&from(5), email).await.unwrap();
        let after = (house.pool.worked(), house.count::<Registration>().await, house.count::<Job>().await);
        work.push((after.0 - before.0, after.1 - before.1, after.2 - before.2));
    }
    assert_eq!(work, [(1, 1, 1), (1, 1, 1)]);
    let stored =
        house.platform().platform_db().of::<Registration>().find(bson::doc! {}, bson::doc! {}, 9).await.unwrap();
    let shapes: BTreeSet<Vec<String>> = stored
        .iter()
        .map(|r| {
            bson::serialize_to_document(r).unwrap().iter().map(|(k, v)| format!("{k}:{:?}", v.element_type())).collect()
        })
        .collect();
    assert_eq!((stored.len(), shapes.len()), (2, 1));
    house.end().await;
}

#[tokio::test]
async fn only_the_mail_knows_and_the_two_are_of_a_size() {
    let house = House::open().await;
    house.register(ADA).await;
    house.begin(&from(5), ADA).await.unwrap();
    house.begin(&from(5), STRANGER).await.unwrap();
    let mails = house.deliver().await;
    let [.., known, unknown] = mails.as_slice() else { panic!("two mails") };
    assert!(known.text.contains("http://localhost:3000/sign-in"));
    assert_eq!((find_code(known), find_code(unknown).is_some()), (None, true));
    let (long, short) = (known.text.len().max(unknown.text.len()), known.text.len().min(unknown.text.len()));
    assert!(long - short <= 64, "{long} and {short} bytes");
    house.end().await;
}

#[tokio::test]
async fn codes_and_new_mails_are_answered_alike() {
    let house = House::open().await;
    house.register(ADA).await;
    let mut answers = Vec::new();
    for email in [ADA, STRANGER] {
        let token = house.begin(&from(5), email).await.unwrap();
        let mut heard: Vec<Result<(), AppError>> = Vec::new();
        for code in ["", "12345", "000000"] {
            heard.push(confirm(house.platform(), &holding(&token), code).await.map(|_| ()));
        }
        for _ in 0..4 {
            heard.push(resend(house.platform(), &holding(&token)).await);
        }
        answers.push(heard);
    }
    assert_eq!(answers[0], answers[1]);
    house.end().await;
}

#[tokio::test]
async fn the_code_of_an_address_that_has_an_account_makes_no_second_one() {
    let house = House::open().await;
    house.register(ADA).await;
    let token = house.begin(&from(5), ADA).await.unwrap();
    let code = "424242";
    let planted = bson::doc! { "$set": { "code_hash": token.seal(code) } };
    house.platform().platform_db().of::<Registration>().update(bson::doc! {}, planted).await.unwrap();
    let guessed = confirm(house.platform(), &holding(&token), code).await.map(|_| ());
    let missed = confirm(house.platform(), &holding(&token), "000000").await.map(|_| ());
    assert_eq!(guessed, missed);
    assert_eq!(house.count::<User>().await, 1);
    house.end().await;
}

#[tokio::test]
async fn signing_in_does_the_same_work_and_says_the_same_for_every_address() {
    let house = House::open().await;
    house.register(ADA).await;
    let mut outcomes = Vec::new();
    for email in [ADA, STRANGER] {
        let before = house.pool.worked();
        let error = house.sign_in(&from(5), email, "not her password").await.map(|_| ()).unwrap_err();
        outcomes.push((house.pool.worked() - before, serde_json::to_vec(&error).unwrap()));
    }
    assert_eq!(outcomes[0].0, 1);
    assert_eq!(outcomes[0], outcomes[1]);
    house.end().await;
}

#[tokio::test]
async fn guessing_from_elsewhere_locks_nobody_out() {
    let house = House::open().await;
    house.register(ADA).await;
    for email in [ADA, STRANGER] {
        for _ in 0..10 {
            assert!(matches!(house.sign_in(&from(66), email, "a guess").await, Err(AppError::Invalid(_))));
        }
        assert!(matches!(house.sign_in(&from(66), email, "a guess").await, Err(AppError::TooMany(_))));
        house.forward(Duration::from_secs(60));
    }
    assert!(matches!(house.sign_in(&from(66), ADA, PASSWORD).await, Err(AppError::TooMany(_))));
    assert!(house.sign_in(&from(7), ADA, PASSWORD).await.is_ok());
    house.end().await;
}

#[tokio::test]
async fn who_signs_in_often_is_not_sent_away() {
    let house = House::open().await;
    house.register(ADA).await;
    for _ in 0..25 {
        assert!(house.sign_in(&from(7), ADA, PASSWORD).await.is_ok());
    }
    house.end().await;
}

#[tokio::test]
async fn the_twins_of_an_address_are_one_person() {
    let house = House::open().await;
    house.register("Zo\u{eb}@Example.com").await;
    for twin in ["zo\u{eb}@example.com", "ZO\u{cb}@EXAMPLE.COM", "zoe\u{308}@example.com", " ZOE\u{308}@example.com\t"]
    {
        assert!(house.sign_in(&from(7), twin, PASSWORD).await.is_ok(), "{twin}");
        house.begin(&from(8), twin).await.unwrap();
        assert!(house.deliver().await.last().unwrap().subject.contains("already"), "{twin}");
    }
    assert!(house.sign_in(&from(7), "zoe@example.com", PASSWORD).await.is_err());
    assert_eq!(house.users().await, 1);
    house.end().await;
}
