//! Authenticator apps: how they are added, and that a code works once.

use crate::support::{self, ADA, House, app::App, at_second_step, from};
use futures::future::join_all;
use identity::{
    second_step::verify::{Shown, verify},
    totp::{confirm::confirm, enrol::enrol, record::Totp, remove::remove},
};
use kernel::{AppError, AppResult};
use std::time::Duration;

fn code(code: String) -> Shown {
    Shown { code, ..Shown::default() }
}

/// The second step of a new sign-in, with this code.
async fn sign_in_with(house: &House, typed: &str) -> AppResult<()> {
    let step = house.come_to_second_step(&from(2), ADA).await;
    verify(house.platform(), &house.pool, &at_second_step(&step), &code(typed.to_owned())).await.map(drop)
}

#[tokio::test]
async fn an_app_counts_once_a_code_of_it_was_confirmed() {
    let house = House::open().await;
    let session = house.register(ADA).await;
    let active = house.session(&session).await.unwrap();
    let enrolment = enrol(house.platform(), &active.user).await.unwrap();
    assert!(enrolment.uri.starts_with("otpauth://totp/Mewayz:ada%40example.com?secret="));
    assert_eq!(enrolment.key.split(' ').map(str::len).collect::<Vec<_>>(), [4; 8]);
    assert!(house.sign_in(&from(2), ADA, support::PASSWORD).await.is_ok(), "not yet");
    let app = App::of_key(&enrolment.key);
    let wrong = confirm(house.platform(), &house.pool, &active, &support::wrong(&app.code(&house))).await;
    assert!(matches!(wrong.map(drop), Err(AppError::Invalid(_))));
    let added = confirm(house.platform(), &house.pool, &active, &app.code(&house)).await.unwrap();
    assert_eq!(added.codes.unwrap().0.len(), 10);
    house.come_to_second_step(&from(2), ADA).await;
    assert_eq!(enrol(house.platform(), &active.user).await, Err(AppError::conflict("totp")));
    house.end().await;
}

#[tokio::test]
async fn the_token_from_before_the_app_was_added_is_dead() {
    let house = House::open().await;
    let stolen = house.register(ADA).await;
    let careful = house.add_app(&stolen).await;
    assert!(house.session(&stolen).await.is_none());
    let session = house.session(&careful.session).await.unwrap();
    assert!(session.second_factor);
    assert_eq!(session.confirmed_at, house.platform().now());
    house.end().await;
}

#[tokio::test]
async fn a_secret_that_was_shown_is_good_for_half_an_hour() {
    let house = House::open().await;
    let session = house.register(ADA).await;
    let active = house.session(&session).await.unwrap();
    let app = App::of_key(&enrol(house.platform(), &active.user).await.unwrap().key);
    house.forward(Duration::from_secs(30 * 60));
    let late = confirm(house.platform(), &house.pool, &active, &app.code(&house)).await;
    assert!(matches!(late.map(drop), Err(AppError::Invalid(_))));
    house.end().await;
}

#[tokio::test]
async fn the_secret_is_sealed_where_it_is_stored() {
    let house = House::open().await;
    let session = house.register(ADA).await;
    let careful = house.add_app(&session).await;
    let user = house.user(&careful.session).await;
    let stored = house.platform().platform_db().of::<Totp>().get(user.as_str()).await.unwrap().unwrap();
    let opened = house.platform().sealing_key().open(&format!("totp {user}"), &stored.secret).unwrap();
    assert_eq!(opened.len(), 20);
    assert!(!stored.secret.contains(&hex::encode(opened)));
    assert!(house.platform().sealing_key().open("totp usr_of_somebody_else", &stored.secret).is_err());
    house.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_fifty_callers_with_the_same_code_one_gets_in() {
    let house = House::open().await;
    let careful = house.register_careful(ADA).await;
    let mut steps = Vec::new();
    for _ in 0..10 {
        steps.push(house.come_to_second_step(&from(2), ADA).await);
    }
    let shown = code(careful.app.code(&house));
    let arrivals: Vec<_> = (0..50).map(|number| at_second_step(&steps[number % steps.len()])).collect();
    let attempts = arrivals.iter().map(|arrival| verify(house.platform(), &house.pool, arrival, &shown));
    let entered = join_all(attempts).await.into_iter().filter(Result::is_ok).count();
    assert_eq!(entered, 1);
    house.end().await;
}

#[tokio::test]
async fn a_code_works_once_and_none_before_it_works_again() {
    let house = House::open().await;
    let careful = house.register_careful(ADA).await;
    let (now, before) = (careful.app.code(&house), careful.app.code_off(&house, -1));
    assert!(sign_in_with(&house, &now).await.is_ok());
    assert!(sign_in_with(&house, &now).await.is_err());
    assert!(sign_in_with(&house, &before).await.is_err());
    house.forward(Duration::from_secs(30));
    assert!(sign_in_with(&house, &now).await.is_err());
    assert!(sign_in_with(&house, &careful.app.code(&house)).await.is_ok());
    house.end().await;
}

#[tokio::test]
async fn a_clock_may_be_half_a_minute_off_and_not_a_whole_one() {
    let house = House::open().await;
    let careful = house.register_careful(ADA).await;
    for (steps, accepted) in [(-2, false), (2, false), (-1, true), (1, true)] {
        let typed = careful.app.code_off(&house, steps);
        assert_eq!(sign_in_with(&house, &typed).await.is_ok(), accepted, "{steps}");
    }
    house.end().await;
}

#[tokio::test]
async fn the_code_that_confirmed_the_app_does_not_sign_in() {
    let house = House::open().await;
    let session = house.register(ADA).await;
    let careful = house.add_app(&session).await;
    assert!(sign_in_with(&house, &careful.app.code(&house)).await.is_err());
    house.end().await;
}

#[tokio::test]
async fn without_the_app_the_password_is_enough_again() {
    let house = House::open().await;
    let careful = house.register_careful(ADA).await;
    let user = house.user(&careful.session).await;
    remove(house.platform(), &user).await.unwrap();
    assert!(house.sign_in(&from(2), ADA, support::PASSWORD).await.is_ok());
    assert_eq!(house.count::<identity::recovery::record::RecoveryCodes>().await, 0);
    assert_eq!(remove(house.platform(), &user).await, Ok(()));
    house.end().await;
}
