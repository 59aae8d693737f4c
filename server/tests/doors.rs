//! Every server function: registered, well-formed, shut to strangers.

use crate::stand::{
    Stand,
    ask::{Ask, method_of},
    company::Company,
    person::PASSWORD,
    tries::{doors, fields, id_of, ids_of, is_malformed},
};
use axum::http::{Method, StatusCode};
use kernel::{AppError, Authority};
use std::collections::BTreeMap;

/// What a stranger may leave behind: what is asked for on the way in, and its mail.
const OPEN_TO_STRANGERS: [&str; 4] = ["registrations", "password_resets", "passkey_challenges", "jobs"];
/// The actions that only look: whoever is granted one changes nothing with it. `audit` is not
/// `view`, because not everybody who may look at a system may look at who did what in it.
const LOOKING: [&str; 2] = ["view", "audit"];

#[test]
fn every_door_is_registered_in_exactly_one_system() {
    let mut open: Vec<&str> = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path).collect();
    let mut known: Vec<&str> = doors().iter().map(|door| door.path).collect();
    open.sort_unstable();
    known.sort_unstable();
    assert_eq!(open, known, "left: what answers; right: what the systems' DOORS say");
}

#[test]
fn a_door_belongs_to_the_system_that_its_address_names() {
    for system in server::systems::all() {
        for door in system.doors {
            assert!(door.path.starts_with(&format!("/api/{}/", system.name)), "{} is in {}", door.path, system.name);
            if let Some(permission) = door.authority.permission() {
                assert_eq!(permission.system(), system.name, "{}", door.path);
            }
        }
    }
}

#[test]
fn what_asks_to_look_is_a_get_and_all_else_a_post() {
    for door in doors() {
        if let Some(permission) = door.authority.permission() {
            let wanted = if LOOKING.contains(&permission.action()) { Method::GET } else { Method::POST };
            assert_eq!(method_of(door.path), wanted, "{}", door.path);
        }
    }
}

#[test]
fn no_secret_is_asked_for_in_an_address() {
    let secret = ["password", "code", "token", "secret", "email"];
    for door in doors().into_iter().filter(|door| method_of(door.path) == Method::GET) {
        let named: Vec<String> =
            form_urlencoded::parse(door.sample.as_bytes()).map(|(name, _)| name.into_owned()).collect();
        assert!(!named.iter().any(|name| secret.iter().any(|word| name.contains(word))), "{}: {named:?}", door.path);
    }
}

#[tokio::test]
async fn a_get_changes_nothing_and_a_post_is_no_get() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let before = stand.stored().await;
    for door in doors() {
        let fields = fields(&door, &ids_of(&company, &door));
        let answer = stand.send(Ask::call(&Method::GET, door.path, &fields).by(&company.owner)).await;
        if method_of(door.path) == Method::GET {
            assert!(!answer.status.is_server_error() && !is_malformed(&answer), "GET {}: {}", door.path, answer.text());
        } else {
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "GET {}: {}", door.path, answer.text());
        }
    }
    assert_eq!(stand.stored().await, before);
    stand.end().await;
}

#[tokio::test]
async fn every_sample_is_well_formed() {
    let stand = Stand::open().await;
    for (number, door) in doors().into_iter().enumerate() {
        // A company for each door: one may take away what the next one is about.
        let company = Company::found(&stand, &format!("company-{number}")).await;
        let phone = company.owner.on_another_device(&stand).await;
        let ids = door.ids.iter().map(|name| (*name, id_of(&company, &door, name, &phone))).collect();
        let answer = stand.send(Ask::door(&door, &fields(&door, &ids)).by(&company.owner)).await;
        assert!(!is_malformed(&answer), "{}: {}", door.path, answer.text());
        assert!(!answer.status.is_server_error(), "{}: {}", door.path, answer.text());
        let may_refuse = matches!(door.authority, Authority::Anyone | Authority::Staff);
        let refused = matches!(answer.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND);
        assert!(may_refuse || !refused, "{}: {} {}", door.path, answer.status, answer.text());
    }
    stand.end().await;
}

#[tokio::test]
async fn no_answer_holds_a_secret_of_a_record() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let device = company.owner.on_another_device(&stand).await;
    let reads = doors().into_iter().filter(|door| method_of(door.path) == Method::GET);
    for door in reads {
        let answer = stand.send(Ask::door(&door, &fields(&door, &ids_of(&company, &door))).by(&company.owner)).await;
        let text = answer.text();
        for secret in ["$argon2", "_hash", "secret", PASSWORD, company.owner.token.as_str(), device.token.as_str()] {
            assert!(!text.contains(secret), "{} tells `{secret}`: {text}", door.path);
        }
    }
    stand.end().await;
}

#[tokio::test]
async fn a_stranger_is_asked_to_sign_in() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let before = stand.stored().await;
    for door in doors() {
        let fields = fields(&door, &ids_of(&company, &door));
        let answer = stand.send(Ask::door(&door, &fields)).await;
        let forged = ["0".repeat(64), "not-a-token".to_owned(), company.owner.token[..63].to_owned(), String::new()];
        // Doors that are open to all count how often one comes.
        let few = if door.authority == Authority::Anyone { 1 } else { forged.len() };
        for token in &forged[..few] {
            let forged = stand.send(Ask::door(&door, &fields).with_cookie(&format!("session={token}"))).await;
            assert_eq!(answer.status, forged.status, "a token that opens nothing is none: {}", door.path);
        }
        match door.authority {
            Authority::Anyone => assert!(!answer.status.is_server_error(), "{}: {}", door.path, answer.text()),
            Authority::Staff => assert_eq!(answer.error(), AppError::NotFound, "{}", door.path),
            _ => {
                let said = (answer.status, answer.error());
                assert_eq!(said, (StatusCode::UNAUTHORIZED, AppError::SignIn), "{}", door.path);
            }
        }
    }
    assert_eq!(told(stand.stored().await), told(before));
    stand.end().await;
}

fn told(mut all: BTreeMap<String, Vec<bson::Document>>) -> BTreeMap<String, Vec<bson::Document>> {
    all.retain(|collection, _| !OPEN_TO_STRANGERS.contains(&collection.as_str()));
    all
}
