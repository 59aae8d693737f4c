//! Every server function, tried by everybody who should not get through.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that can't look has failed")]

mod stand;

use axum::http::{Method, StatusCode};
use kernel::{AppError, Authority, Door, Role};
use stand::{
    Stand,
    answer::Answer,
    ask::{Ask, method_of},
    company::Company,
    person::Person,
};
use std::collections::BTreeMap;

/// A well-formed id that is nobody's, of the same kind.
fn missing(id: &str) -> String {
    format!("{}_{}", id.split('_').next().unwrap(), "0".repeat(26))
}

/// With every door's system, because that is what its address begins with.
fn doors() -> Vec<(&'static str, Door)> {
    let systems = server::systems::all();
    systems.iter().flat_map(|system| system.doors.iter().map(|door| (system.name, *door))).collect()
}

/// The id that `company` would use as `name` of the door. A door with an id of a new kind gets
/// its line here.
fn id_of(company: &Company, door: &Door, name: &str, second_device: &Person) -> String {
    match (door.path, name) {
        (path, "id") if path.starts_with("/api/links/link/") => company.links[0].clone(),
        ("/api/links/link/move", "before") => company.links[1].clone(),
        ("/api/identity/sessions/end", "id") => second_device.session.to_string(),
        (path, "workspace") if path.starts_with("/api/workspaces/workspace/") => company.workspace.to_string(),
        (path, name) => panic!("say in doors.rs which id `{name}` of {path} is"),
    }
}

/// Fields for the door: its sample, then its ids, some of them replaced.
fn fields(door: &Door, ids: &BTreeMap<&str, String>) -> String {
    let sample = form_urlencoded::parse(door.sample.as_bytes());
    let mut all = form_urlencoded::Serializer::new(String::new());
    all.extend_pairs(sample.filter(|(name, _)| !ids.contains_key(name.as_ref())));
    all.extend_pairs(ids);
    all.finish()
}

fn is_malformed(answer: &Answer) -> bool {
    serde_json::from_slice(&answer.body)
        .is_ok_and(|error: AppError| error.of_field("") == Some("The request is not well-formed."))
}

#[test]
fn every_door_is_registered_in_exactly_one_system() {
    let mut open: Vec<&str> = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path).collect();
    let mut known: Vec<&str> = doors().iter().map(|(_, door)| door.path).collect();
    open.sort_unstable();
    known.sort_unstable();
    assert_eq!(open, known, "left: what answers; right: what the systems' DOORS say");
}

#[test]
fn a_door_belongs_to_the_system_that_its_address_names() {
    for (system, door) in doors() {
        assert!(door.path.starts_with(&format!("/api/{system}/")), "{} is in {system}", door.path);
        if let Some(permission) = door.authority.permission() {
            assert_eq!(permission.system(), system, "{}", door.path);
        }
    }
}

/// The actions that only look. Not everybody who may look at a system may look at who did what in it.
const LOOKING: [&str; 2] = ["view", "audit"];

#[test]
fn what_asks_to_look_is_a_get_and_all_else_a_post() {
    for (_, door) in doors() {
        if let Some(permission) = door.authority.permission() {
            let wanted = if LOOKING.contains(&permission.action()) { Method::GET } else { Method::POST };
            assert_eq!(method_of(door.path), wanted, "{}", door.path);
        }
    }
}

#[tokio::test]
async fn a_get_changes_nothing_and_a_post_is_no_get() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let before = stand.stored().await;
    for (_, door) in doors() {
        let answer = stand.send(Ask::call(&Method::GET, door.path, door.sample).by(&company.owner)).await;
        let wanted = if method_of(door.path) == Method::GET { StatusCode::OK } else { StatusCode::NOT_FOUND };
        assert_eq!(answer.status, wanted, "GET {}: {}", door.path, answer.text());
    }
    assert_eq!(stand.stored().await, before);
    stand.end().await;
}

#[tokio::test]
async fn every_sample_is_well_formed() {
    let stand = Stand::open().await;
    for (number, (_, door)) in doors().into_iter().enumerate() {
        // A company for each door: one may take away what the next one is about.
        let company = Company::found(&stand, &format!("company-{number}")).await;
        let phone = company.owner.on_another_device(&stand).await;
        let ids = door.ids.iter().map(|name| (*name, id_of(&company, &door, name, &phone))).collect();
        let answer = stand.send(Ask::door(&door, &fields(&door, &ids)).by(&company.owner)).await;
        assert!(!is_malformed(&answer), "{}: {}", door.path, answer.text());
        assert!(!answer.status.is_server_error(), "{}: {}", door.path, answer.text());
        let is_open = matches!(door.authority, Authority::Anyone);
        let refused = matches!(answer.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND);
        assert!(is_open || !refused, "{}: {} {}", door.path, answer.status, answer.text());
    }
    stand.end().await;
}

#[tokio::test]
async fn a_stranger_is_asked_to_sign_in() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let before = stand.stored().await;
    for (_, door) in doors() {
        let ids = door.ids.iter().map(|name| (*name, id_of(&company, &door, name, &company.owner))).collect();
        let answer = stand.send(Ask::door(&door, &fields(&door, &ids))).await;
        let forged = stand
            .send(Ask::door(&door, &fields(&door, &ids)).with_cookie(&format!("session={}", "0".repeat(64))))
            .await;
        assert_eq!(answer.status, forged.status, "a token that opens nothing is none: {}", door.path);
        match door.authority {
            Authority::Anyone => assert!(!answer.status.is_server_error(), "{}: {}", door.path, answer.text()),
            Authority::SignedIn | Authority::Confirmed | Authority::Member(_) | Authority::ConfirmedMember(_) => {
                assert_eq!(
                    (answer.status, answer.error()),
                    (StatusCode::UNAUTHORIZED, AppError::SignIn),
                    "{}",
                    door.path
                );
            }
            Authority::Staff => assert_eq!(answer.error(), AppError::NotFound, "{}", door.path),
        }
    }
    let after = stand.stored().await;
    let open_to_strangers = ["registrations", "jobs"];
    let told = |mut all: BTreeMap<String, Vec<bson::Document>>| {
        all.retain(|collection, _| !open_to_strangers.contains(&collection.as_str()));
        all
    };
    assert_eq!(told(after), told(before));
    stand.end().await;
}

#[tokio::test]
async fn a_role_opens_the_doors_of_its_permissions_and_no_other() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let mut people = Vec::new();
    for role in Role::ALL {
        people.push((role, company.take_on(&stand, role).await));
    }
    for (_, door) in doors() {
        let Some(permission) = door.authority.permission() else { continue };
        for (role, person) in &people {
            let ids =
                door.ids.iter().map(|name| (*name, missing(&id_of(&company, &door, name, &company.owner)))).collect();
            let before = stand.stored().await;
            let answer = stand.send(Ask::door(&door, &fields(&door, &ids)).by(person)).await;
            if role.grants(permission) {
                assert_ne!(answer.status, StatusCode::FORBIDDEN, "{role:?} at {}", door.path);
                assert_ne!(answer.status, StatusCode::UNAUTHORIZED, "{role:?} at {}", door.path);
            } else {
                assert_eq!(
                    (answer.status, answer.error()),
                    (StatusCode::FORBIDDEN, AppError::Forbidden),
                    "{role:?} at {}",
                    door.path
                );
                assert_eq!(stand.stored().await, before, "{role:?} at {}", door.path);
            }
        }
    }
    stand.end().await;
}

#[tokio::test]
async fn who_has_no_workspace_finds_nothing_of_one() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let newcomer = Person::register(&stand, "newcomer").await;
    let before = stand.stored().await;
    for (_, door) in doors() {
        let Some(_) = door.authority.permission() else { continue };
        let ids = door.ids.iter().map(|name| (*name, id_of(&company, &door, name, &company.owner))).collect();
        let answer = stand.send(Ask::door(&door, &fields(&door, &ids)).by(&newcomer)).await;
        assert_eq!(answer.error(), AppError::NotFound, "{}", door.path);
    }
    assert_eq!(stand.stored().await, before);
    stand.end().await;
}

#[tokio::test]
async fn a_foreign_id_looks_like_one_that_does_not_exist() {
    let stand = Stand::open().await;
    let (ours, theirs) = (Company::found(&stand, "acme").await, Company::found(&stand, "bolt").await);
    let before = stand.stored().await;
    for (_, door) in doors() {
        let own: BTreeMap<&str, String> =
            door.ids.iter().map(|name| (*name, id_of(&ours, &door, name, &ours.owner))).collect();
        for name in door.ids {
            let foreign = id_of(&theirs, &door, name, &theirs.owner);
            let with = |id: String| {
                let ids = own
                    .iter()
                    .map(|(key, value)| (*key, if key == name { id.clone() } else { value.clone() }))
                    .collect();
                Ask::door(&door, &fields(&door, &ids)).by(&ours.owner)
            };
            let nothing = stand.send(with(missing(&foreign))).await;
            let something = stand.send(with(foreign)).await;
            assert_eq!(something.as_seen(), nothing.as_seen(), "{} with {name}", door.path);
            assert_eq!(nothing.error(), AppError::NotFound, "{} with {name}", door.path);
        }
    }
    assert_eq!(stand.stored().await, before);
    stand.end().await;
}

#[tokio::test]
async fn an_operator_in_the_place_of_a_value_reaches_nothing() {
    let stand = Stand::open().await;
    let (ours, theirs) = (Company::found(&stand, "acme").await, Company::found(&stand, "bolt").await);
    let of_theirs = |all: &BTreeMap<String, Vec<bson::Document>>| mentioning(all, &theirs);
    let before = of_theirs(&stand.stored().await);
    for (_, door) in doors() {
        let own: BTreeMap<&str, String> =
            door.ids.iter().map(|name| (*name, id_of(&ours, &door, name, &ours.owner))).collect();
        let names: Vec<String> =
            form_urlencoded::parse(fields(&door, &own).as_bytes()).map(|(name, _)| name.into_owned()).collect();
        for name in &names {
            for hostile in ["{\"$ne\":\"\"}", "[]", "\u{0}", "$where", "1; return true"] {
                let mut ids = own.clone();
                ids.insert(name, hostile.to_owned());
                let mut asks = vec![fields(&door, &ids)];
                ids.remove(name.as_str());
                asks.push(format!("{}&{name}%5B%24ne%5D=", fields(&door, &ids)));
                for (at, fields) in asks.iter().enumerate() {
                    // A stranger to the sign-out doors: the others are still to be tried.
                    let ask = Ask::door(&door, fields);
                    let ask = if door.path.contains("/sign_out") { ask } else { ask.by(&ours.owner) };
                    let answer = stand.send(ask).await;
                    assert!(!answer.status.is_server_error(), "{} with {fields}: {}", door.path, answer.text());
                    let is_id = door.ids.contains(&name.as_str()) && at == 0;
                    assert!(
                        !is_id || answer.status.is_client_error(),
                        "{} with {fields}: {}",
                        door.path,
                        answer.text()
                    );
                }
            }
        }
    }
    assert_eq!(of_theirs(&stand.stored().await), before);
    stand.end().await;
}

#[tokio::test]
async fn nobody_names_their_own_workspace_or_role() {
    let stand = Stand::open().await;
    let (ours, theirs) = (Company::found(&stand, "acme").await, Company::found(&stand, "bolt").await);
    let viewer = ours.take_on(&stand, Role::Viewer).await;
    let before = mentioning(&stand.stored().await, &theirs);
    let extra = |door: &Door, ids: &BTreeMap<&str, String>| {
        let theirs = &theirs.workspace;
        format!(
            "{}&workspace_id={theirs}&workspaceId={theirs}&tenant={theirs}&role=owner&user_id={}",
            fields(door, ids),
            ours.owner.user
        )
    };
    for (_, door) in doors() {
        let Some(permission) = door.authority.permission() else { continue };
        let ids = door.ids.iter().map(|name| (*name, missing(&id_of(&ours, &door, name, &ours.owner)))).collect();
        let refused = stand.send(Ask::door(&door, &extra(&door, &ids)).by(&viewer)).await;
        assert_eq!(refused.status == StatusCode::FORBIDDEN, !Role::Viewer.grants(permission), "{}", door.path);
        let answer = stand.send(Ask::door(&door, &extra(&door, &ids)).by(&ours.owner)).await;
        assert!(!is_malformed(&answer) && !answer.status.is_server_error(), "{}: {}", door.path, answer.text());
        assert!(!answer.text().contains(theirs.workspace.as_str()), "{}: {}", door.path, answer.text());
    }
    assert_eq!(mentioning(&stand.stored().await, &theirs), before);
    stand.end().await;
}

/// The documents that have to do with the company.
fn mentioning(all: &BTreeMap<String, Vec<bson::Document>>, company: &Company) -> Vec<String> {
    let documents =
        all.iter().flat_map(|(name, documents)| documents.iter().map(move |document| format!("{name} {document}")));
    let named = [company.workspace.as_str(), company.owner.user.as_str(), company.slug.as_str()];
    documents.filter(|text| named.iter().any(|name| text.contains(name))).collect()
}
