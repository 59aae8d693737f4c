//! Showing once more who one is, before a weighty act.

use crate::support::{self, ADA, House, PASSWORD, from, signed_in};
use identity::{
    arrival::Arrival,
    passkey::challenge::challenge,
    session::{
        confirm::{Shown, confirm},
        ways::to_confirm,
    },
};
use kernel::{AppError, AppResult, Token, authority::STEP_UP_AGE};
use std::time::Duration;

fn password(text: &str) -> Shown {
    Shown { password: text.to_owned(), ..Shown::default() }
}

fn code(text: &str) -> Shown {
    Shown { code: text.to_owned(), ..Shown::default() }
}

async fn show(house: &House, session: &Token, shown: &Shown) -> AppResult<Token> {
    let active = house.session(session).await.unwrap();
    confirm(house.platform(), &house.pool, &signed_in(session), &active, shown).await
}

#[tokio::test]
async fn the_password_confirms_the_session_under_a_new_token() {
    let house = House::open().await;
    let stolen = house.register(ADA).await;
    house.forward(STEP_UP_AGE + Duration::from_secs(1));
    let session = show(&house, &stolen, &password(PASSWORD)).await.unwrap();
    assert!(house.session(&stolen).await.is_none());
    let active = house.session(&session).await.unwrap();
    assert_eq!((active.confirmed_at, active.second_factor), (house.platform().now(), false));
    house.end().await;
}

#[tokio::test]
async fn what_is_wrong_confirms_nothing_and_changes_no_token() {
    let house = House::open().await;
    let careful = house.register_careful(ADA).await;
    let began = house.session(&careful.session).await.unwrap().confirmed_at;
    for wrong in [password("not the password"), code(&support::wrong(&careful.app.code(&house))), Shown::default()] {
        assert!(matches!(show(&house, &careful.session, &wrong).await, Err(AppError::Invalid(_))));
    }
    assert_eq!(house.session(&careful.session).await.unwrap().confirmed_at, began);
    house.end().await;
}

#[tokio::test]
async fn a_code_and_a_passkey_confirm_and_count_as_a_second_factor() {
    let house = House::open().await;
    let careful = house.register_careful(ADA).await;
    let (mut passkey, added) = house.add_passkey(&careful.session).await;
    let session = show(&house, &added.session, &code(&careful.app.code(&house))).await.unwrap();
    assert!(house.session(&session).await.unwrap().second_factor);
    let session = show(&house, &session, &code(&careful.codes.0[5])).await.unwrap();
    let active = house.session(&session).await.unwrap();
    let question = challenge(house.platform(), &active.user).await.unwrap();
    let shown = Shown { credential: passkey.answer(&question.options), ..Shown::default() };
    let arrival = Arrival { challenge: Some(question.token), ..signed_in(&session) };
    let session = confirm(house.platform(), &house.pool, &arrival, &active, &shown).await.unwrap();
    assert!(house.session(&session).await.unwrap().second_factor);
    house.end().await;
}

#[tokio::test]
async fn a_session_from_before_the_second_factor_is_not_confirmed_by_the_password_alone() {
    let house = House::open().await;
    let (phone, laptop) = (house.register(ADA).await, house.sign_in(&from(2), ADA, PASSWORD).await.unwrap());
    let careful = house.add_app(&phone).await;
    house.forward(Duration::from_secs(120));
    let shown = |session: Token| {
        let house = &house;
        async move { to_confirm(house.platform(), &house.session(&session).await.unwrap()).await.unwrap() }
    };
    let ways = shown(laptop.clone()).await;
    assert!(!ways.password && ways.app);
    assert!(matches!(show(&house, &laptop, &password(PASSWORD)).await, Err(AppError::Invalid(_))));
    let laptop = show(&house, &laptop, &code(&careful.app.code(&house))).await.unwrap();
    assert!(house.session(&laptop).await.unwrap().second_factor);
    assert!(shown(laptop.clone()).await.password, "it has passed both");
    assert!(show(&house, &laptop, &password(PASSWORD)).await.is_ok());
    house.end().await;
}

#[tokio::test]
async fn guesses_are_counted_over_all_sessions_of_the_account() {
    let house = House::open().await;
    let first = house.register(ADA).await;
    let second = house.sign_in(&from(2), ADA, PASSWORD).await.unwrap();
    for number in 0..30 {
        let session = if number % 2 == 0 { &first } else { &second };
        assert!(matches!(show(&house, session, &password("a guess")).await, Err(AppError::Invalid(_))), "{number}");
    }
    let worked = house.pool.worked();
    assert!(matches!(show(&house, &first, &password(PASSWORD)).await, Err(AppError::TooMany(_))));
    assert!(matches!(show(&house, &second, &password(PASSWORD)).await, Err(AppError::TooMany(_))));
    assert_eq!(house.pool.worked(), worked);
    house.forward(Duration::from_secs(86_400));
    assert!(show(&house, &first, &password(PASSWORD)).await.is_ok());
    house.end().await;
}
