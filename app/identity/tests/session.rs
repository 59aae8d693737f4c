use crate::support::{ADA, House, PASSWORD, from, link_in, signed_in};
use identity::{
    SessionStore,
    entry::{Entry, after_one_factor},
    password::change::change,
    password_reset::{complete::complete, request::request},
    second_step::record::SecondStep,
    session::{
        end::end, list::list, record::Session, sign_out::end_arrived, sign_out_everywhere::end_all, start::Proof,
    },
};
use kernel::{AppError, AppResult, SessionId, Token, UserId, WorkspaceId, ports::Sessions as _};
use std::{sync::Arc, time::Duration};

const DAY: Duration = Duration::from_secs(86_400);

#[tokio::test]
async fn signing_in_again_ends_the_session_that_the_browser_had() {
    let house = House::open().await;
    let first = house.register(ADA).await;
    let second = house.sign_in(&signed_in(&first), ADA, PASSWORD).await.unwrap();
    assert_ne!(first.as_str(), second.as_str());
    assert!(house.session(&first).await.is_none());
    assert!(house.session(&second).await.is_some());
    house.end().await;
}

#[tokio::test]
async fn a_planted_session_is_worth_nothing_after_the_sign_in() {
    let house = House::open().await;
    let attackers = house.register("eve@example.com").await;
    house.register(ADA).await;
    let adas = house.sign_in(&signed_in(&attackers), ADA, PASSWORD).await.unwrap();
    assert!(house.session(&attackers).await.is_none());
    assert!(house.session(&adas).await.is_some());
    house.end().await;
}

#[tokio::test]
async fn a_failed_sign_in_leaves_the_session_alone() {
    let house = House::open().await;
    let token = house.register(ADA).await;
    assert!(house.sign_in(&signed_in(&token), ADA, "something else").await.is_err());
    assert!(house.session(&token).await.is_some());
    house.end().await;
}

#[tokio::test]
async fn a_signed_out_token_is_dead_at_once() {
    let house = House::open().await;
    let token = house.register(ADA).await;
    end_arrived(house.platform(), &signed_in(&token)).await.unwrap();
    assert!(house.session(&token).await.is_none());
    end_arrived(house.platform(), &signed_in(&token)).await.unwrap();
    house.end().await;
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session_of_the_person_and_nobody_elses() {
    let house = House::open().await;
    let phone = house.register(ADA).await;
    let laptop = house.sign_in(&from(2), ADA, PASSWORD).await.unwrap();
    let grace = house.register("grace@example.com").await;
    let user = house.session(&phone).await.unwrap().user;
    end_all(house.platform(), &user).await.unwrap();
    assert!(house.session(&phone).await.is_none());
    assert!(house.session(&laptop).await.is_none());
    assert!(house.session(&grace).await.is_some());
    house.end().await;
}

#[tokio::test]
async fn a_session_in_use_does_not_end_and_one_out_of_use_does() {
    let house = House::open().await;
    let token = house.register(ADA).await;
    for _ in 0..3 {
        house.forward(29 * DAY);
        assert!(house.session(&token).await.is_some());
    }
    house.forward(30 * DAY);
    assert!(house.session(&token).await.is_none());
    house.end().await;
}

#[tokio::test]
async fn a_use_is_written_down_once_an_hour_at_most() {
    let house = House::open().await;
    let token = house.register(ADA).await;
    let mut seen = Vec::new();
    for minutes in [0, 59, 1] {
        house.forward(Duration::from_secs(minutes * 60));
        let session = house.session(&token).await.unwrap();
        seen.push(list(house.platform(), &session).await.unwrap()[0].last_used_at);
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[2].since(seen[1]), Duration::from_secs(3_600));
    house.end().await;
}

#[tokio::test]
async fn one_sees_ones_own_devices_and_which_is_this_one() {
    let house = House::open().await;
    let first = house.register(ADA).await;
    house.forward(DAY);
    let second = house.sign_in(&from(2), ADA, PASSWORD).await.unwrap();
    house.register("grace@example.com").await;
    let asking = house.session(&second).await.unwrap();
    let seen = list(house.platform(), &asking).await.unwrap();
    assert_eq!(seen.iter().map(|s| s.this_device).collect::<Vec<_>>(), [true, false]);
    assert_eq!(seen[1].id, house.session(&first).await.unwrap().id);
    house.end().await;
}

#[tokio::test]
async fn somebody_elses_session_looks_like_none_and_lives_on() {
    let house = House::open().await;
    let (ada, eve) = (house.register(ADA).await, house.register("eve@example.com").await);
    let (adas, eves) = (house.session(&ada).await.unwrap(), house.session(&eve).await.unwrap());
    let missing = SessionId::generate(house.platform().now(), [9; 10]);
    let foreign = end(house.platform(), &eves.user, &adas.id).await;
    assert_eq!(foreign, Err(AppError::NotFound));
    assert_eq!(foreign, end(house.platform(), &eves.user, &missing).await);
    assert!(house.session(&ada).await.is_some());
    assert_eq!(end(house.platform(), &adas.user, &adas.id).await, Ok(()));
    assert!(house.session(&ada).await.is_none());
    house.end().await;
}

#[tokio::test]
async fn the_workspace_chosen_on_a_device_stays_chosen_after_signing_in_again() {
    let house = House::open().await;
    let token = house.register(ADA).await;
    let workspace = WorkspaceId::generate(house.platform().now(), [3; 10]);
    let session = house.session(&token).await.unwrap();
    SessionStore.enter_workspace(house.platform(), &session.id, &workspace).await.unwrap();
    assert_eq!(house.session(&token).await.unwrap().workspace, Some(workspace.clone()));
    let again = house.sign_in(&signed_in(&token), ADA, PASSWORD).await.unwrap();
    assert_eq!(house.session(&again).await.unwrap().workspace, Some(workspace));
    house.end().await;
}

/// As if the password had been looked at before it was changed.
async fn admitted(house: &House, user: &UserId, hash: Option<String>) -> AppResult<Entry> {
    let proof = hash.map_or(Proof::ONE, Proof::password);
    after_one_factor(house.platform(), &from(2), user.clone(), proof, None).await
}

#[tokio::test]
async fn a_password_that_was_right_a_moment_ago_opens_nothing() {
    let house = House::open().await;
    let token = house.register(ADA).await;
    let (before, session) = (house.person(&token).await, house.session(&token).await.unwrap());
    change(house.platform(), &house.pool, &from(1), &session, "eleven quiet lanterns").await.unwrap();
    let count = house.count::<Session>().await;
    let refused = admitted(&house, &before.id, before.password_hash.clone()).await.map(drop).unwrap_err();
    let wrong = house.sign_in(&from(3), ADA, "not the password").await.map(drop).unwrap_err();
    assert_eq!(refused, wrong, "it is answered as any other that is not right");
    assert_eq!(house.count::<Session>().await, count);
    let now = house.person(&token).await.password_hash;
    assert!(admitted(&house, &before.id, now).await.is_ok() && admitted(&house, &before.id, None).await.is_ok());

    house.add_app(&token).await;
    let steps = house.count::<SecondStep>().await;
    assert_eq!(admitted(&house, &before.id, before.password_hash).await.map(drop), Err(wrong));
    assert_eq!(house.count::<SecondStep>().await, steps, "nor does it lead to the second step");
    house.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_a_reset_and_sign_ins_at_once_no_session_by_the_former_password_is_left() {
    let house = Arc::new(House::open().await);
    house.register(ADA).await;
    let mut password = PASSWORD.to_owned();
    for round in 0..6 {
        request(house.platform(), &from(1), ADA).await.unwrap();
        let link = link_in(&house.newest_to(ADA).await, "/reset/");
        let next = format!("eleven quiet lanterns {round}");
        let tries = (0..8_u32).map(|number| {
            let (house, password) = (house.clone(), password.clone());
            let arrival = from(100 + round * 8 + number);
            tokio::spawn(async move { house.try_to_sign_in(&arrival, ADA, &password).await.map(drop) })
        });
        let tries: Vec<_> = tries.collect();
        complete(house.platform(), &house.pool, &from(2), &link, &next).await.unwrap();
        for task in tries {
            // Whether it came before or after the reset, nothing is left of it.
            let _ = task.await.unwrap();
        }
        assert_eq!(house.count::<Session>().await, 0, "round {round}");
        password = next;
    }
    Arc::into_inner(house).unwrap().end().await;
}

#[tokio::test]
async fn nothing_but_a_token_is_looked_up() {
    let house = House::open().await;
    house.register(ADA).await;
    for hostile in ["", "{\"$ne\":null}", "a", &"g".repeat(64), &"A".repeat(64)] {
        assert!(Token::parse(hostile).is_none(), "{hostile}");
        assert_eq!(SessionStore.of_token(house.platform(), hostile).await.unwrap(), None);
    }
    house.end().await;
}

#[tokio::test]
async fn a_person_has_a_name_and_an_address_for_other_systems() {
    let house = House::open().await;
    let token = house.register(" Ada@Example.com ").await;
    let user = house.session(&token).await.unwrap().user;
    let person = SessionStore.person(house.platform(), &user).await.unwrap().unwrap();
    assert_eq!((person.name.as_str(), person.email.as_str()), ("Ada", ADA));
    house.end().await;
}
