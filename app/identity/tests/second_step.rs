//! What the right password leads to, and what it does not.

use crate::support::{
    self, ADA, House, PASSWORD,
    app::{App, Careful},
    at_second_step, from, signed_in,
};
use futures::future::join_all;
use identity::{
    arrival::Arrival,
    entry::{Entry, forget_browsers},
    second_step::verify::{Shown, verify},
    session::{sign_out::end_arrived, sign_out_everywhere::end_all},
    totp::remove::remove,
    trusted_device::forget::forget,
};
use kernel::{AppError, AppResult, Token, transaction};
use std::time::Duration;

fn code(code: String, remember: bool) -> Shown {
    Shown { code, remember, ..Shown::default() }
}

async fn give(house: &House, step: &Token, typed: &str) -> AppResult<Token> {
    let shown = code(typed.to_owned(), false);
    Ok(verify(house.platform(), &house.pool, &at_second_step(step), &shown).await?.session)
}

/// Signs in from a new browser that is remembered; gives its mark.
async fn remembered(house: &House, app: &App) -> Token {
    let step = house.come_to_second_step(&from(2), ADA).await;
    let shown = code(app.code(house), true);
    verify(house.platform(), &house.pool, &at_second_step(&step), &shown).await.unwrap().device.expect("a mark")
}

fn marked(token: &Token) -> Arrival {
    Arrival { device_token: Some(token.clone()), ..from(9) }
}

async fn is_asked_again(house: &House, device: &Token) -> bool {
    matches!(house.try_to_sign_in(&marked(device), ADA, PASSWORD).await.unwrap(), Entry::SecondStep(_))
}

#[tokio::test]
async fn the_right_password_is_no_session_and_the_code_after_it_is_one() {
    let house = House::open().await;
    let careful = house.register_careful(ADA).await;
    let step = house.come_to_second_step(&from(2), ADA).await;
    assert!(house.session(&step).await.is_none());
    assert!(give(&house, &step, &support::wrong(&careful.app.code(&house))).await.is_err());
    let session = give(&house, &step, &careful.app.code(&house)).await.unwrap();
    assert!(house.session(&session).await.unwrap().second_factor);
    house.forward(Duration::from_secs(30));
    assert!(give(&house, &step, &careful.app.code(&house)).await.is_err(), "it was used");
    house.end().await;
}

#[tokio::test]
async fn who_has_a_second_step_is_learned_after_the_right_password_alone() {
    let house = House::open().await;
    house.register_careful(ADA).await;
    house.register("bob@example.com").await;
    let mut heard = Vec::new();
    for email in [ADA, "bob@example.com", "nobody@example.com"] {
        heard.push(house.try_to_sign_in(&from(2), email, "not the password").await.map(drop).unwrap_err());
    }
    assert!(heard.iter().all(|error| *error == heard[0]));
    house.end().await;
}

#[tokio::test]
async fn the_right_password_is_good_for_ten_minutes() {
    let house = House::open().await;
    let careful = house.register_careful(ADA).await;
    let step = house.come_to_second_step(&from(2), ADA).await;
    house.forward(Duration::from_secs(10 * 60));
    assert!(give(&house, &step, &careful.app.code(&house)).await.is_err());
    house.end().await;
}

#[tokio::test]
async fn a_step_belongs_to_the_browser_where_the_password_was_typed() {
    let house = House::open().await;
    let careful = house.register_careful(ADA).await;
    house.come_to_second_step(&from(2), ADA).await;
    let shown = code(careful.app.code(&house), false);
    assert!(verify(house.platform(), &house.pool, &from(2), &shown).await.is_err());
    let forged = Token::parse(&"0".repeat(64)).unwrap();
    assert!(give(&house, &forged, &careful.app.code(&house)).await.is_err());
    house.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_five_wrong_codes_the_password_is_asked_for_again_also_when_they_come_at_once() {
    let house = House::open().await;
    let careful = house.register_careful(ADA).await;
    let step = house.come_to_second_step(&from(2), ADA).await;
    let wrong = code(support::wrong(&careful.app.code(&house)), false);
    let arrival = at_second_step(&step);
    let guesses = (0..20).map(|_| verify(house.platform(), &house.pool, &arrival, &wrong));
    let heard: Vec<AppError> = join_all(guesses).await.into_iter().map(|guess| guess.map(drop).unwrap_err()).collect();
    assert_eq!(heard.iter().filter(|error| error.of_field("code").is_some()).count(), 5);
    assert!(give(&house, &step, &careful.app.code(&house)).await.is_err());
    let again = house.come_to_second_step(&from(2), ADA).await;
    assert!(give(&house, &again, &careful.app.code(&house)).await.is_ok());
    house.end().await;
}

#[tokio::test]
async fn guesses_are_counted_over_all_sign_ins_of_the_account_and_a_passkey_gets_in_meanwhile() {
    let house = House::open().await;
    let careful = house.register_careful(ADA).await;
    let (mut passkey, _) = house.add_passkey(&careful.session).await;
    let wrong = support::wrong(&careful.app.code(&house));
    for number in 0..20 {
        let step = house.come_to_second_step(&from(100 + number), ADA).await;
        assert!(matches!(give(&house, &step, &wrong).await, Err(AppError::Invalid(_))), "{number}");
    }
    let step = house.come_to_second_step(&from(200), ADA).await;
    assert!(matches!(give(&house, &step, &careful.app.code(&house)).await, Err(AppError::TooMany(_))));
    assert!(matches!(give(&house, &step, &careful.codes.0[0]).await, Err(AppError::TooMany(_))));
    assert!(house.sign_in_with(&mut passkey).await.is_ok());
    house.end().await;
}

#[tokio::test]
async fn a_remembered_device_skips_the_step_for_thirty_days() {
    let house = House::open().await;
    let careful = house.register_careful(ADA).await;
    let device = remembered(&house, &careful.app).await;
    let session = house.sign_in(&marked(&device), ADA, PASSWORD).await.unwrap();
    assert!(house.session(&session).await.unwrap().second_factor);
    assert!(house.sign_in(&marked(&device), ADA, "not the password").await.is_err());
    house.forward(Duration::from_secs(30 * 86_400));
    assert!(is_asked_again(&house, &device).await);
    house.end().await;
}

#[tokio::test]
async fn a_device_that_did_not_ask_to_be_remembered_is_not() {
    let house = House::open().await;
    let careful = house.register_careful(ADA).await;
    let step = house.come_to_second_step(&from(2), ADA).await;
    let shown = code(careful.app.code(&house), false);
    let opened = verify(house.platform(), &house.pool, &at_second_step(&step), &shown).await.unwrap();
    assert!(is_asked_again(&house, &opened.device.unwrap()).await);
    house.end().await;
}

#[tokio::test]
async fn somebody_elses_mark_in_the_browser_is_worth_nothing() {
    let house = House::open().await;
    let eve = house.register_careful("eve@example.com").await;
    let step = house.come_to_second_step(&from(2), "eve@example.com").await;
    let shown = code(eve.app.code(&house), true);
    let planted = verify(house.platform(), &house.pool, &at_second_step(&step), &shown).await.unwrap().device.unwrap();
    let Careful { app, .. } = house.register_careful(ADA).await;
    assert!(is_asked_again(&house, &planted).await);
    let step = house.come_to_second_step(&from(2), ADA).await;
    let arrival = Arrival { device_token: Some(planted.clone()), ..at_second_step(&step) };
    let opened = verify(house.platform(), &house.pool, &arrival, &code(app.code(&house), true)).await.unwrap();
    assert!(opened.device.is_some_and(|own| own != planted));
    assert!(is_asked_again(&house, &planted).await, "what eve knows marks nothing of ada's");
    house.end().await;
}

#[tokio::test]
async fn changed_factors_a_changed_password_and_signing_out_everywhere_forget_the_devices() {
    let house = House::open().await;
    let careful = house.register_careful(ADA).await;
    let user = house.user(&careful.session).await;
    let platform = house.platform();

    let device = remembered(&house, &careful.app).await;
    let (_, added) = house.add_passkey(&careful.session).await;
    assert!(is_asked_again(&house, &device).await, "a passkey was added");
    house.forward(Duration::from_secs(60));

    let device = remembered(&house, &careful.app).await;
    transaction::run(platform.database(), |tx| {
        let (platform, user) = (platform.clone(), user.clone());
        Box::pin(async move { forget_browsers(tx, &platform, &user).await })
    })
    .await
    .unwrap();
    assert!(is_asked_again(&house, &device).await, "the password was changed");
    house.forward(Duration::from_secs(60));

    let device = remembered(&house, &careful.app).await;
    end_all(platform, &user).await.unwrap();
    assert!(is_asked_again(&house, &device).await, "signed out everywhere");
    assert!(house.session(&added.session).await.is_none());
    house.forward(Duration::from_secs(60));

    let device = remembered(&house, &careful.app).await;
    remove(platform, &user).await.unwrap();
    assert!(is_asked_again(&house, &device).await, "the app was removed");
    house.end().await;
}

#[tokio::test]
async fn a_device_is_forgotten_by_its_owner_and_by_nobody_else() {
    let house = House::open().await;
    let careful = house.register_careful(ADA).await;
    let eve = house.register("eve@example.com").await;
    let (ada, eve) = (house.session(&careful.session).await.unwrap(), house.session(&eve).await.unwrap());
    let device = remembered(&house, &careful.app).await;
    let look = identity::account::security::look;
    let seen = look(house.platform(), &marked(&device), &ada).await.unwrap().devices;
    assert_eq!(seen.iter().map(|device| device.this_device).collect::<Vec<_>>(), [true]);
    assert!(look(house.platform(), &from(1), &eve).await.unwrap().devices.is_empty());
    assert_eq!(forget(house.platform(), &eve.user, &seen[0].id).await, Err(AppError::NotFound));
    assert!(!is_asked_again(&house, &device).await);
    assert_eq!(forget(house.platform(), &ada.user, &seen[0].id).await, Ok(()));
    assert!(is_asked_again(&house, &device).await);
    house.end().await;
}

#[tokio::test]
async fn a_stolen_session_is_dead_after_a_sign_out_and_after_the_second_step() {
    let house = House::open().await;
    let careful = house.register_careful(ADA).await;
    let step = house.come_to_second_step(&from(2), ADA).await;
    let arrival = Arrival { second_step: Some(step), ..signed_in(&careful.session) };
    let shown = code(careful.app.code(&house), false);
    let opened = verify(house.platform(), &house.pool, &arrival, &shown).await.unwrap();
    assert!(house.session(&careful.session).await.is_none(), "the browser's session from before");
    end_arrived(house.platform(), &signed_in(&opened.session)).await.unwrap();
    assert!(house.session(&opened.session).await.is_none());
    house.end().await;
}

#[tokio::test]
async fn nothing_is_left_of_somebody_who_is_erased_and_all_of_everybody_else() {
    let house = House::open().await;
    let (ada, bob) = (house.register_careful(ADA).await, house.register_careful("bob@example.com").await);
    remembered(&house, &ada.app).await;
    let (_, added) = house.add_passkey(&ada.session).await;
    house.come_to_second_step(&from(2), ADA).await;
    let (ada, bob) = (house.user(&added.session).await, house.user(&bob.session).await);
    let platform = house.platform();
    transaction::run(platform.database(), |tx| {
        let (platform, user) = (platform.clone(), ada.clone());
        Box::pin(async move { identity::second_factor::erase(tx, &platform, &user).await })
    })
    .await
    .unwrap();
    let stored = kernel::testing::contents(platform.database()).await;
    let mentioning = |user: &kernel::UserId| -> Vec<&String> {
        let kept = stored.iter().filter(|(name, documents)| {
            *name != "jobs" && documents.iter().any(|one| one.to_string().contains(user.as_str()))
        });
        kept.map(|(name, _)| name).collect()
    };
    assert_eq!(mentioning(&ada), ["sessions", "users"]);
    assert_eq!(mentioning(&bob), ["recovery_codes", "sessions", "totp", "trusted_devices", "users"]);
    house.end().await;
}
