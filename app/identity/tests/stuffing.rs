//! Passwords tried from everywhere at once.

use crate::support::{ADA, House, PASSWORD, from, link_in};
use identity::{
    arrival::Arrival,
    limits::SIGN_IN_ACCOUNT,
    password::change::change,
    password_reset::{complete::complete, request::request},
};
use kernel::{AppError, Token, rate_limit};

/// Far more than the ceiling, each from a network of its own.
const GUESSES: u32 = 130;

async fn guess(house: &House, email: &str) -> u64 {
    let before = house.pool.worked();
    for network in 0..GUESSES {
        assert!(house.sign_in(&from(1_000 + network), email, "a guess").await.is_err());
    }
    house.pool.worked() - before
}

fn with_mark(token: &Token) -> Arrival {
    Arrival { device_token: Some(token.clone()), ..from(7) }
}

#[tokio::test]
async fn an_account_costs_a_hundred_hashes_a_day_and_its_owner_gets_in_meanwhile() {
    let house = House::open().await;
    let session = house.register(ADA).await;
    let known = house.mark_of(&from(6), ADA).await;
    assert_eq!(guess(&house, ADA).await, 100);
    assert!(matches!(house.sign_in(&from(8), ADA, PASSWORD).await, Err(AppError::TooMany(_))), "an unknown browser");
    assert!(house.sign_in(&with_mark(&known), ADA, PASSWORD).await.is_ok(), "a known browser");
    let (mut passkey, _) = house.add_passkey(&session).await;
    assert!(house.sign_in_with(&mut passkey).await.is_ok(), "a passkey");
    house.forward(std::time::Duration::from_secs(86_400));
    assert!(house.try_to_sign_in(&from(8), ADA, PASSWORD).await.is_ok(), "a day later");
    house.end().await;
}

#[tokio::test]
async fn an_address_that_nobody_has_is_counted_and_answered_alike() {
    let house = House::open().await;
    assert_eq!(guess(&house, "nobody@example.com").await, 100);
    let refused = house.sign_in(&from(8), "nobody@example.com", PASSWORD).await.map(drop);
    assert!(matches!(refused, Err(AppError::TooMany(_))));
    house.end().await;
}

/// The password that is chosen in the middle of a storm.
const NEXT: &str = "eleven quiet lanterns";

/// As far as the account's ceiling goes, a day of guesses, without their hashes.
async fn storm(house: &House, email: &str) {
    for _ in 0..=SIGN_IN_ACCOUNT.most {
        let _ = rate_limit::attempt(house.platform(), SIGN_IN_ACCOUNT, email).await;
    }
    assert!(matches!(house.sign_in(&from(9), email, PASSWORD).await, Err(AppError::TooMany(_))), "an unknown browser");
}

#[tokio::test]
async fn who_resets_the_password_in_a_storm_gets_in_with_the_browser_where_they_chose_it() {
    let house = House::open().await;
    house.register(ADA).await;
    storm(&house, ADA).await;
    request(house.platform(), &from(8), ADA).await.unwrap();
    let link = link_in(&house.newest_to(ADA).await, "/reset/");
    let known = complete(house.platform(), &house.pool, &from(8), &link, NEXT).await.unwrap().expect("a mark");
    assert!(house.try_to_sign_in(&from(10), ADA, NEXT).await.is_ok(), "what was guessed before counts no more");
    storm(&house, ADA).await;
    assert!(house.sign_in(&with_mark(&known), ADA, NEXT).await.is_ok(), "where it was chosen");
    house.end().await;
}

#[tokio::test]
async fn who_changes_the_password_stays_known_and_nobody_else_does() {
    let house = House::open().await;
    let session = house.register(ADA).await;
    let other = house.mark_of(&from(6), ADA).await;
    let asking = house.session(&session).await.unwrap();
    let changed = change(house.platform(), &house.pool, &from(7), &asking, NEXT).await;
    let known = changed.unwrap().expect("a mark");
    storm(&house, ADA).await;
    assert!(matches!(house.sign_in(&with_mark(&other), ADA, NEXT).await, Err(AppError::TooMany(_))));
    assert!(house.sign_in(&with_mark(&known), ADA, NEXT).await.is_ok());
    house.end().await;
}

#[tokio::test]
async fn a_stolen_mark_of_a_browser_is_not_good_for_guessing_without_end() {
    let house = House::open().await;
    house.register(ADA).await;
    let known = house.mark_of(&from(6), ADA).await;
    let before = house.pool.worked();
    for network in 0..40 {
        let arrival = Arrival { device_token: Some(known.clone()), ..from(2_000 + network) };
        assert!(house.sign_in(&arrival, ADA, "a guess").await.is_err());
    }
    assert_eq!(house.pool.worked() - before, 30);
    assert!(house.sign_in(&from(8), ADA, PASSWORD).await.is_ok(), "from elsewhere it is counted apart");
    house.end().await;
}
