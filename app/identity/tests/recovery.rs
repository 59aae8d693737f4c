//! Recovery codes: shown once, kept hashed, each good once.

use crate::support::{ADA, House, at_second_step, from};
use futures::future::join_all;
use identity::{
    account::security::look,
    recovery::{record::RecoveryCodes, regenerate::regenerate},
    second_step::verify::{Shown, verify},
};
use kernel::{AppError, AppResult};

async fn sign_in_with(house: &House, typed: &str) -> AppResult<()> {
    let step = house.come_to_second_step(&from(2), ADA).await;
    let shown = Shown { code: typed.to_owned(), ..Shown::default() };
    verify(house.platform(), &house.pool, &at_second_step(&step), &shown).await.map(drop)
}

#[tokio::test]
async fn each_code_signs_in_once_however_it_is_typed() {
    let house = House::open().await;
    let careful = house.register_careful(ADA).await;
    let active = house.session(&careful.session).await.unwrap();
    let typed = careful.codes.0[3].to_uppercase().replace('-', " ");
    assert!(sign_in_with(&house, &typed).await.is_ok());
    assert!(sign_in_with(&house, &careful.codes.0[3]).await.is_err());
    let left = look(house.platform(), &from(1), &active).await.unwrap().recovery_codes_left;
    assert_eq!(left, 9);
    house.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_callers_with_the_same_code_one_gets_in() {
    let house = House::open().await;
    let careful = house.register_careful(ADA).await;
    let mut steps = Vec::new();
    for _ in 0..4 {
        steps.push(house.come_to_second_step(&from(2), ADA).await);
    }
    let shown = Shown { code: careful.codes.0[0].clone(), ..Shown::default() };
    let arrivals: Vec<_> = (0..16).map(|number| at_second_step(&steps[number % steps.len()])).collect();
    let attempts = arrivals.iter().map(|arrival| verify(house.platform(), &house.pool, arrival, &shown));
    assert_eq!(join_all(attempts).await.into_iter().filter(Result::is_ok).count(), 1);
    house.end().await;
}

#[tokio::test]
async fn new_codes_replace_the_old_ones() {
    let house = House::open().await;
    let careful = house.register_careful(ADA).await;
    let user = house.user(&careful.session).await;
    let fresh = regenerate(house.platform(), &house.pool, &user).await.unwrap();
    assert!(sign_in_with(&house, &careful.codes.0[0]).await.is_err());
    assert!(sign_in_with(&house, &fresh.0[0]).await.is_ok());
    house.end().await;
}

#[tokio::test]
async fn codes_are_kept_as_passwords_are() {
    let house = House::open().await;
    let careful = house.register_careful(ADA).await;
    let user = house.user(&careful.session).await;
    let kept = house.platform().platform_db().of::<RecoveryCodes>().get(user.as_str()).await.unwrap().unwrap();
    assert_eq!(kept.hashes.len(), 10);
    assert!(kept.hashes.iter().all(|hash| hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")));
    let mut all = careful.codes.0.clone();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 10);
    house.end().await;
}

#[tokio::test]
async fn without_two_step_sign_in_there_are_no_codes() {
    let house = House::open().await;
    let session = house.register(ADA).await;
    let user = house.user(&session).await;
    let refused = regenerate(house.platform(), &house.pool, &user).await;
    assert!(matches!(refused, Err(AppError::Invalid(_))));
    house.end().await;
}
