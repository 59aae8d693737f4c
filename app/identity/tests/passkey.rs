//! Passkeys: the whole sign-in, the second step, and what is refused.

use crate::support::{
    self, ADA, House, from, signed_in,
    soft_passkey::{SoftPasskey, asked},
};
use bson::doc;
use futures::future::{join, join_all};
use identity::{
    arrival::Arrival,
    passkey::{
        PasskeyId, begin::begin, offer::offer, record::StoredPasskey, register::register, remove::remove,
        rename::rename, sign_in::sign_in,
    },
    recovery::record::RecoveryCodes,
    second_step::{
        challenge::challenge,
        verify::{Shown, verify},
    },
    session::record::Session,
    totp::remove::remove as remove_app,
    user::User,
};
use kernel::{AppError, AppResult, Token, UserId};
use std::time::Duration;

async fn stored(house: &House, user: &UserId) -> Vec<StoredPasskey> {
    let all = house.platform().platform_db().of::<StoredPasskey>();
    { all }.find(doc! { "user_id": user.as_str() }, doc! { "_id": 1 }, 9).await.unwrap()
}

/// An answer to a fresh offer, made worse by `spoil` first.
async fn answer(house: &House, passkey: &mut SoftPasskey, spoil: impl FnOnce(&mut SoftPasskey)) -> AppResult<()> {
    let offered = offer(house.platform(), &from(1)).await.unwrap();
    spoil(passkey);
    let credential = passkey.answer(&offered.options);
    sign_in(house.platform(), &asked(&offered.token), &credential).await.map(drop)
}

#[tokio::test]
async fn a_passkey_is_the_whole_sign_in_and_counts_as_two_factors() {
    let house = House::open().await;
    let before = house.register(ADA).await;
    let user = house.user(&before).await;
    let (mut passkey, added) = house.add_passkey(&before).await;
    assert_eq!(added.codes.unwrap().0.len(), 10);
    assert!(house.session(&before).await.is_none(), "the token from before it was added is dead");
    assert!(house.session(&added.session).await.unwrap().second_factor);
    let session = house.sign_in_with(&mut passkey).await.unwrap();
    let active = house.session(&session).await.unwrap();
    assert_eq!((active.user, active.second_factor), (user.clone(), true));
    assert_eq!(stored(&house, &user).await[0].last_used_at, Some(house.platform().now()));
    house.end().await;
}

#[tokio::test]
async fn with_a_passkey_the_password_alone_is_not_enough_and_the_passkey_is_the_second_step() {
    let house = House::open().await;
    let session = house.register(ADA).await;
    let (mut passkey, added) = house.add_passkey(&session).await;
    let step = house.come_to_second_step(&from(2), ADA).await;
    let at_step = |challenge: &Token| Arrival { second_step: Some(step.clone()), ..asked(challenge) };
    let question = challenge(house.platform(), &at_step(&step)).await.unwrap();
    let shown = Shown { credential: passkey.answer(&question.options), ..Shown::default() };
    let opened = verify(house.platform(), &house.pool, &at_step(&question.token), &shown).await.unwrap();
    assert!(house.session(&opened.session).await.unwrap().second_factor);
    assert!(house.session(&added.session).await.is_some(), "the other device goes on");
    house.end().await;
}

#[tokio::test]
async fn an_answer_for_another_page_another_host_or_without_the_finger_is_refused() {
    let house = House::open().await;
    let session = house.register(ADA).await;
    let (mut passkey, _) = house.add_passkey(&session).await;
    assert!(answer(&house, &mut passkey, |_| ()).await.is_ok());
    let right = passkey.origin.clone();
    for origin in ["https://localhost:3000", "http://localhost:3001", "http://localhost.evil.example:3000"] {
        assert!(answer(&house, &mut passkey, |passkey| passkey.origin = origin.into()).await.is_err(), "{origin}");
    }
    assert!(answer(&house, &mut passkey, |passkey| passkey.origin = right).await.is_ok());
    assert!(answer(&house, &mut passkey, |passkey| passkey.host = "evil.example".into()).await.is_err());
    assert!(answer(&house, &mut passkey, |passkey| passkey.host = "localhost".into()).await.is_ok());
    assert!(answer(&house, &mut passkey, |passkey| passkey.verified = false).await.is_err());
    house.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copied_key_whose_count_is_behind_is_refused_also_at_the_same_moment() {
    let house = House::open().await;
    let session = house.register(ADA).await;
    let (mut passkey, _) = house.add_passkey(&session).await;
    for _ in 0..3 {
        assert!(answer(&house, &mut passkey, |_| ()).await.is_ok());
    }
    for behind in [0, 1, 2] {
        assert!(answer(&house, &mut passkey, |passkey| passkey.counter = behind).await.is_err(), "{behind}");
    }
    let mut twins = Vec::new();
    for _ in 0..8 {
        let offered = offer(house.platform(), &from(1)).await.unwrap();
        passkey.counter = 9;
        let credential = passkey.answer(&offered.options);
        twins.push((asked(&offered.token), credential));
    }
    let answers = twins.iter().map(|(arrival, credential)| sign_in(house.platform(), arrival, credential));
    assert_eq!(join_all(answers).await.into_iter().filter(Result::is_ok).count(), 1);
    house.end().await;
}

#[tokio::test]
async fn a_question_is_answered_once_within_five_minutes_and_by_the_browser_that_was_asked() {
    let house = House::open().await;
    let session = house.register(ADA).await;
    let (mut passkey, _) = house.add_passkey(&session).await;
    let offered = offer(house.platform(), &from(1)).await.unwrap();
    let credential = passkey.answer(&offered.options);
    let other = offer(house.platform(), &from(2)).await.unwrap();
    assert!(sign_in(house.platform(), &asked(&other.token), &credential).await.is_err(), "another browser's");
    assert!(sign_in(house.platform(), &from(1), &credential).await.is_err(), "nobody's");
    assert!(sign_in(house.platform(), &asked(&offered.token), &credential).await.is_ok());
    assert!(sign_in(house.platform(), &asked(&offered.token), &credential).await.is_err(), "again");
    let offered = offer(house.platform(), &from(1)).await.unwrap();
    let credential = passkey.answer(&offered.options);
    house.forward(Duration::from_secs(5 * 60));
    assert!(sign_in(house.platform(), &asked(&offered.token), &credential).await.is_err(), "late");
    house.end().await;
}

#[tokio::test]
async fn an_answer_to_one_question_is_none_to_another() {
    let house = House::open().await;
    let (ada, eve) = (house.register(ADA).await, house.register("eve@example.com").await);
    let (_, ada) = house.add_passkey(&ada).await;
    let (mut passkey, eves) = house.add_passkey(&eve).await;
    let step = house.come_to_second_step(&from(2), ADA).await;
    let at_step = |challenge: &Token| Arrival { second_step: Some(step.clone()), ..asked(challenge) };
    // Eve's passkey, and a question for anybody, where Ada's is asked for.
    let question = challenge(house.platform(), &at_step(&step)).await.unwrap();
    let shown = Shown { credential: passkey.answer(&question.options), ..Shown::default() };
    assert!(verify(house.platform(), &house.pool, &at_step(&question.token), &shown).await.is_err());
    let offered = offer(house.platform(), &from(1)).await.unwrap();
    let shown = Shown { credential: passkey.answer(&offered.options), ..Shown::default() };
    assert!(verify(house.platform(), &house.pool, &at_step(&offered.token), &shown).await.is_err());
    // What Ada's browser was asked to make is not added to Eve's account.
    let active = house.session(&eves.session).await.unwrap();
    let adas = begin(house.platform(), &house.user(&ada.session).await).await.unwrap();
    let (_, credential) = SoftPasskey::make(&adas.options);
    let arrival = Arrival { challenge: Some(adas.token), ..signed_in(&eves.session) };
    assert!(register(house.platform(), &arrival, &active, "Phone", &credential).await.is_err());
    house.end().await;
}

#[tokio::test]
async fn nonsense_is_refused_in_the_same_words() {
    let house = House::open().await;
    let session = house.register(ADA).await;
    house.add_passkey(&session).await;
    let mut stranger = {
        let other = house.register("eve@example.com").await;
        let active = house.session(&other).await.unwrap();
        let unfinished = begin(house.platform(), &active.user).await.unwrap();
        SoftPasskey::make(&unfinished.options).0
    };
    let mut heard = Vec::new();
    for hostile in ["{}", "null", "{\"$ne\":\"\"}", "[]", "x"] {
        let offered = offer(house.platform(), &from(1)).await.unwrap();
        heard.push(sign_in(house.platform(), &asked(&offered.token), hostile).await.map(drop));
    }
    heard.push(answer(&house, &mut stranger, |_| ()).await);
    assert!(heard.iter().all(|answer| *answer == heard[0] && answer.is_err()), "{heard:?}");
    house.end().await;
}

#[tokio::test]
async fn passkeys_are_named_renamed_and_removed_by_their_owner_alone() {
    let house = House::open().await;
    let session = house.register(ADA).await;
    let (_, added) = house.add_passkey(&session).await;
    let (ada, eve) = (house.user(&added.session).await, house.register("eve@example.com").await);
    let eve = house.user(&eve).await;
    let platform = house.platform();
    let id = stored(&house, &ada).await[0].id.clone();
    let missing = PasskeyId::generate(platform.now(), [7; 10]);
    assert_eq!(rename(platform, &eve, &id, "Mine").await, rename(platform, &eve, &missing, "Mine").await);
    assert_eq!(remove(platform, &eve, &id).await, remove(platform, &eve, &missing).await);
    assert_eq!(remove(platform, &eve, &id).await, Err(AppError::NotFound));
    for bad in ["", "  ", "a\nb", &"x".repeat(61)] {
        assert!(matches!(rename(platform, &ada, &id, bad).await, Err(AppError::Invalid(_))), "{bad:?}");
    }
    assert_eq!(rename(platform, &ada, &id, " Laptop ").await, Ok(()));
    assert_eq!(stored(&house, &ada).await[0].name, "Laptop");
    assert_eq!(remove(platform, &ada, &id).await, Ok(()));
    assert!(house.sign_in(&from(3), ADA, support::PASSWORD).await.is_ok(), "no second step is left");
    house.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_way_in_stays_also_when_two_are_removed_at_once() {
    let house = House::open().await;
    let session = house.register(ADA).await;
    let (_, added) = house.add_passkey(&session).await;
    let (_, added) = house.add_passkey(&added.session).await;
    let user = house.user(&added.session).await;
    let without = doc! { "$set": { "password_hash": null } };
    house.platform().platform_db().of::<User>().update(doc! { "_id": user.as_str() }, without).await.unwrap();
    let both = stored(&house, &user).await;
    let removals = both.iter().map(|passkey| remove(house.platform(), &user, &passkey.id));
    assert_eq!(join_all(removals).await.into_iter().filter(Result::is_ok).count(), 1);
    assert_eq!(stored(&house, &user).await.len(), 1);
    house.end().await;
}

#[tokio::test]
async fn without_the_last_factor_no_session_has_passed_two_and_all_get_new_tokens() {
    let house = House::open().await;
    let careful = house.register_careful(ADA).await;
    let (_, added) = house.add_passkey(&careful.session).await;
    let active = house.session(&added.session).await.unwrap();
    let passkey = stored(&house, &active.user).await.remove(0);
    remove_app(house.platform(), &active.user).await.unwrap();
    let session = house.platform().platform_db().of::<Session>().get(active.id.as_str()).await.unwrap().unwrap();
    assert!(session.second_factor && session.rotate_due, "the passkey is left");
    remove(house.platform(), &active.user, &passkey.id).await.unwrap();
    assert!(!house.session(&added.session).await.unwrap().second_factor);
    house.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_the_last_two_factors_removed_at_once_no_recovery_codes_are_left() {
    let house = House::open().await;
    let careful = house.register_careful(ADA).await;
    let (_, added) = house.add_passkey(&careful.session).await;
    let user = house.user(&added.session).await;
    let passkey = stored(&house, &user).await.remove(0);
    let both = join(remove_app(house.platform(), &user), remove(house.platform(), &user, &passkey.id)).await;
    assert_eq!(both, (Ok(()), Ok(())));
    assert_eq!(house.count::<RecoveryCodes>().await, 0);
    assert!(!house.session(&added.session).await.unwrap().second_factor);
    house.end().await;
}
