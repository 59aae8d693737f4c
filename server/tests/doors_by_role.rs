//! Every member's door × everybody who may and may not come through it.

use crate::stand::{
    Stand,
    answer::Answer,
    ask::Ask,
    company::Company,
    person::Person,
    standing::custom,
    tries::{doors, ids_of, member_doors, missing_ids, try_door},
};
use axum::http::{Method, StatusCode};
use kernel::{AppError, Authority, Door, Permission, Reach, Role};
use std::collections::BTreeMap;

/// Nobody is in doubt who they are, or may not do it.
fn passes(answer: &Answer) -> bool {
    !matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED) && !answer.status.is_server_error()
}

fn permissions() -> BTreeMap<&'static str, Permission> {
    member_doors().into_iter().map(|(_, permission)| (permission.name(), permission)).collect()
}

/// Who is refused everywhere, and changes nothing by trying.
async fn is_refused(stand: &Stand, company: &Company, person: &Person, error: AppError) {
    let before = stand.stored().await;
    for (door, _) in member_doors() {
        for ids in [ids_of(company, &door), missing_ids(company, &door)] {
            let answer = try_door(stand, &door, &ids, person).await;
            assert_eq!(answer.error(), error, "{}", door.path);
        }
    }
    assert_eq!(stand.stored().await, before);
}

#[tokio::test]
async fn a_role_opens_the_doors_of_its_permissions_and_no_other() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    for role in Role::ALL {
        let person = company.take_on(&stand, role).await;
        let (open, shut): (Vec<_>, Vec<_>) = member_doors().into_iter().partition(|(_, p)| role.grants(*p));
        let before = stand.stored().await;
        for (door, _) in shut {
            for ids in [ids_of(&company, &door), missing_ids(&company, &door)] {
                let answer = try_door(&stand, &door, &ids, &person).await;
                assert_eq!(answer.error(), AppError::Forbidden, "{role:?} at {}", door.path);
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?} at {}", door.path);
            }
        }
        assert_eq!(stand.stored().await, before, "{role:?}");
        for (door, _) in open {
            let answer = try_door(&stand, &door, &missing_ids(&company, &door), &person).await;
            assert!(passes(&answer), "{role:?} at {}: {}", door.path, answer.text());
        }
    }
    stand.end().await;
}

#[tokio::test]
async fn a_role_of_nothing_opens_nothing() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let person = company.take_on(&stand, Role::Owner).await;
    stand.standing.give(&person, custom(&stand, &[]));
    is_refused(&stand, &company, &person, AppError::Forbidden).await;
    stand.end().await;
}

/// Nobody gives what they do not have: the permission to invite is not enough to invite an editor.
fn gives_a_role_away(door: &Door) -> bool {
    door.ids.contains(&"as_role") || ["as_role=", "grants="].iter().any(|role| door.sample.contains(role))
}

/// What these change is nobody's own.
const OF_THE_WHOLE: [&str; 1] = ["/api/links/page/describe"];

#[tokio::test]
async fn a_permission_opens_its_own_doors_alone() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    for granted in permissions().into_values() {
        let person = member_with(&stand, &company, granted, Reach::All).await;
        let (open, shut): (Vec<_>, Vec<_>) = member_doors().into_iter().partition(|(_, p)| *p == granted);
        let before = stand.stored().await;
        for (door, _) in shut {
            let answer = try_door(&stand, &door, &ids_of(&company, &door), &person).await;
            assert_eq!(answer.error(), AppError::Forbidden, "{} at {}", granted.name(), door.path);
        }
        assert_eq!(stand.stored().await, before, "{}", granted.name());
        for (door, _) in open {
            let answer = try_door(&stand, &door, &missing_ids(&company, &door), &person).await;
            let fits = passes(&answer) || gives_a_role_away(&door);
            assert!(fits, "{} at {}: {}", granted.name(), door.path, answer.text());
        }
    }
    stand.end().await;
}

#[tokio::test]
async fn what_nobody_owns_is_not_opened_by_owning() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    for granted in permissions().into_values() {
        let person = member_with(&stand, &company, granted, Reach::Own).await;
        for (door, _) in member_doors().into_iter().filter(|(_, permission)| *permission == granted) {
            let answer = try_door(&stand, &door, &missing_ids(&company, &door), &person).await;
            let opens = granted.is_ownable() && !OF_THE_WHOLE.contains(&door.path);
            assert_eq!(passes(&answer), opens, "{}: {}", door.path, answer.text());
        }
    }
    stand.end().await;
}

async fn member_with(stand: &Stand, company: &Company, permission: Permission, reach: Reach) -> Person {
    let name = format!("{}-{reach:?}", permission.name().replace('.', "-")).to_lowercase();
    let person = company.take_on_as(stand, &name, Role::Viewer).await;
    stand.standing.give(&person, custom(stand, &[(permission, reach)]));
    person
}

#[tokio::test]
async fn who_is_suspended_finds_nothing() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let person = company.take_on(&stand, Role::Owner).await;
    stand.standing.suspend(&person);
    is_refused(&stand, &company, &person, AppError::NotFound).await;
    stand.end().await;
}

#[tokio::test]
async fn who_has_no_workspace_finds_nothing_of_one() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let newcomer = Person::register(&stand, "newcomer").await;
    is_refused(&stand, &company, &newcomer, AppError::NotFound).await;
    stand.end().await;
}

#[tokio::test]
async fn staff_are_strangers_in_a_workspace() {
    let stand = Stand::open_with(&[("STAFF", "staff@example.com")]).await;
    let company = Company::found(&stand, "acme").await;
    let staff = Person::register(&stand, "staff").await;
    is_refused(&stand, &company, &staff, AppError::NotFound).await;
    for door in doors().into_iter().filter(|door| door.authority == Authority::Staff) {
        let ids = ids_of(&company, &door);
        assert_eq!(try_door(&stand, &door, &ids, &company.owner).await.error(), AppError::NotFound, "{}", door.path);
        let answer = try_door(&stand, &door, &ids, &staff).await;
        assert!(passes(&answer) && answer.status != StatusCode::NOT_FOUND, "{}: {}", door.path, answer.text());
    }
    stand.end().await;
}

#[tokio::test]
async fn a_session_that_is_over_opens_no_door() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let (expired, ended) =
        (company.owner.on_another_device(&stand).await, company.owner.on_another_device(&stand).await);
    expired.expired(&stand).await;
    stand.send(Ask::call(&Method::POST, "/api/identity/sessions/sign_out", "").by(&ended)).await;
    let before = without_sessions(&stand).await;
    for door in doors().into_iter().filter(|door| door.authority != Authority::Anyone) {
        let wanted = if door.authority == Authority::Staff { AppError::NotFound } else { AppError::SignIn };
        for person in [&expired, &ended] {
            let answer = try_door(&stand, &door, &ids_of(&company, &door), person).await;
            assert_eq!(answer.error(), wanted, "{}", door.path);
        }
    }
    assert_eq!(without_sessions(&stand).await, before);
    stand.end().await;
}

/// The database removes expired sessions by itself.
async fn without_sessions(stand: &Stand) -> BTreeMap<String, Vec<bson::Document>> {
    let mut all = stand.stored().await;
    all.remove("sessions");
    all
}
