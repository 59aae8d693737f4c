//! Doors that ask for more than a session: a fresh proof of who one is, or a second factor.

use crate::stand::{
    Stand,
    company::Company,
    tries::{doors, ids_of, member_doors, missing_ids, try_door},
};
use axum::http::StatusCode;
use kernel::{AppError, Authority, authority::STEP_UP_AGE};
use std::time::Duration;

const A_MOMENT: Duration = Duration::from_secs(60);

fn asks_for_a_fresh_proof(authority: Authority) -> bool {
    matches!(authority, Authority::Confirmed | Authority::ConfirmedMember(_))
}

#[tokio::test]
async fn who_has_not_shown_for_a_while_who_they_are_is_asked_again() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let stale = company.owner.on_another_device(&stand).await;
    stale.confirmed_ago(&stand, STEP_UP_AGE + A_MOMENT).await;
    let before = stand.stored().await;
    for door in doors().into_iter().filter(|door| asks_for_a_fresh_proof(door.authority)) {
        for ids in [ids_of(&company, &door), missing_ids(&company, &door)] {
            let answer = try_door(&stand, &door, &ids, &stale).await;
            assert_eq!((answer.status, answer.error()), (StatusCode::UNAUTHORIZED, AppError::StepUp), "{}", door.path);
        }
    }
    assert_eq!(stand.stored().await, before);
    for (door, _) in member_doors().into_iter().filter(|(door, _)| !asks_for_a_fresh_proof(door.authority)) {
        let answer = try_door(&stand, &door, &missing_ids(&company, &door), &stale).await;
        assert_ne!(answer.status, StatusCode::UNAUTHORIZED, "{} asks for what it need not", door.path);
    }
    stand.end().await;
}

#[tokio::test]
async fn who_has_just_shown_who_they_are_is_not_asked_again() {
    let stand = Stand::open().await;
    for (number, door) in doors().into_iter().filter(|door| asks_for_a_fresh_proof(door.authority)).enumerate() {
        let company = Company::found(&stand, &format!("company-{number}")).await;
        company.owner.confirmed_ago(&stand, STEP_UP_AGE - A_MOMENT).await;
        let answer = try_door(&stand, &door, &missing_ids(&company, &door), &company.owner).await;
        assert_ne!(answer.status, StatusCode::UNAUTHORIZED, "{}: {}", door.path, answer.text());
    }
    stand.end().await;
}

#[tokio::test]
async fn a_workspace_that_asks_for_a_second_factor_opens_nothing_without_one() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    stand.standing.ask_for_second_factor(&company.workspace);
    let with_two = company.owner.on_another_device(&stand).await;
    with_two.passed_second_factor(&stand).await;
    let before = stand.stored().await;
    for (door, _) in member_doors() {
        let answer = try_door(&stand, &door, &ids_of(&company, &door), &company.owner).await;
        assert_eq!((answer.status, answer.error()), (StatusCode::FORBIDDEN, AppError::SecondFactor), "{}", door.path);
    }
    assert_eq!(stand.stored().await, before);
    for (door, _) in member_doors() {
        let answer = try_door(&stand, &door, &missing_ids(&company, &door), &with_two).await;
        assert_ne!(answer.status, StatusCode::FORBIDDEN, "{}: {}", door.path, answer.text());
    }
    stand.end().await;
}
