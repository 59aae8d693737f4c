//! Fields that were not asked for, or that are not what they should be.

use crate::stand::{
    Stand,
    ask::{Ask, method_of},
    company::Company,
    tries::{doors, fields, ids_of, is_malformed, member_doors, missing_ids},
};
use axum::http::{Method, StatusCode};
use kernel::Role;
use std::collections::BTreeMap;

const OPERATORS: [&str; 5] = ["{\"$ne\":\"\"}", "[]", "\u{0}", "$where", "1; return true"];

#[tokio::test]
async fn an_operator_in_the_place_of_a_value_reaches_nothing() {
    let stand = Stand::open().await;
    let (ours, theirs) = (Company::found(&stand, "acme").await, Company::found(&stand, "bolt").await);
    let before = mentioning(&stand.stored().await, &theirs);
    for (number, door) in doors().into_iter().enumerate() {
        // A door that sets a password gets somebody of its own.
        let other = match door.sample.contains("password=") {
            true => Some(Company::found(&stand, &format!("other-{number}")).await),
            false => None,
        };
        let asking = other.as_ref().unwrap_or(&ours);
        // A device of its own: the door may end the session that opens it.
        let owner = asking.owner.on_another_device(&stand).await;
        let own = ids_of(asking, &door);
        let all = fields(&door, &own);
        for name in form_urlencoded::parse(all.as_bytes()).map(|(name, _)| name.into_owned()) {
            let is_id = door.ids.contains(&name.as_str());
            for hostile in OPERATORS {
                let replaced = with(&all, &name, Some(hostile));
                let nested = format!("{}&{name}%5B%24ne%5D=", with(&all, &name, None));
                for (at, fields) in [replaced, nested].iter().enumerate() {
                    let ask = Ask::door(&door, fields);
                    // A stranger to the sign-out doors: the others are still to be tried.
                    let ask = if door.path.contains("/sign_out") { ask } else { ask.by(&owner) };
                    let answer = stand.send(ask).await;
                    assert!(!answer.status.is_server_error(), "{} with {fields}: {}", door.path, answer.text());
                    let must_fail = is_id && at == 0;
                    assert!(!must_fail || answer.status.is_client_error(), "{} with {fields}", door.path);
                }
            }
        }
    }
    assert_eq!(mentioning(&stand.stored().await, &theirs), before);
    stand.end().await;
}

/// The fields with another value for one of them, or without it.
fn with(all: &str, name: &str, value: Option<&str>) -> String {
    let mut fields = form_urlencoded::Serializer::new(String::new());
    fields.extend_pairs(form_urlencoded::parse(all.as_bytes()).filter(|(known, _)| known != name));
    fields.extend_pairs(value.map(|value| (name, value)));
    fields.finish()
}

#[tokio::test]
async fn nobody_names_their_own_workspace_or_role() {
    let stand = Stand::open().await;
    let (ours, theirs) = (Company::found(&stand, "acme").await, Company::found(&stand, "bolt").await);
    let viewer = ours.take_on(&stand, Role::Viewer).await;
    let before = mentioning(&stand.stored().await, &theirs);
    for (door, permission) in member_doors() {
        let fields = format!(
            "{}&workspace_id={theirs}&workspaceId={theirs}&tenant={theirs}&role=owner&user_id={}",
            fields(&door, &missing_ids(&ours, &door)),
            ours.owner.user,
            theirs = theirs.workspace,
        );
        let refused = stand.send(Ask::door(&door, &fields).by(&viewer)).await;
        assert_eq!(refused.status == StatusCode::FORBIDDEN, !Role::Viewer.grants(permission), "{}", door.path);
        let answer = stand.send(Ask::door(&door, &fields).by(&ours.owner)).await;
        assert!(!answer.status.is_server_error(), "{}: {}", door.path, answer.text());
        assert!(!answer.text().contains(theirs.workspace.as_str()), "{}: {}", door.path, answer.text());
    }
    assert_eq!(mentioning(&stand.stored().await, &theirs), before);
    stand.end().await;
}

#[tokio::test]
async fn a_field_said_twice_or_in_the_wrong_place_is_not_taken() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let before = stand.stored().await;
    for door in doors().into_iter().filter(|door| !door.sample.is_empty() && method_of(door.path) == Method::POST) {
        let twice = format!("{0}&{0}", fields(&door, &ids_of(&company, &door)));
        let answer = stand.send(Ask::door(&door, &twice).by(&company.owner)).await;
        assert!(is_malformed(&answer), "{} takes a field twice: {} {}", door.path, answer.status, answer.text());
        let elsewhere = format!("{}?{}", door.path, fields(&door, &ids_of(&company, &door)));
        let answer = stand.send(Ask::call(&Method::POST, &elsewhere, "").by(&company.owner)).await;
        let without = stand.send(Ask::call(&Method::POST, door.path, "").by(&company.owner)).await;
        let is_ignored = answer.status == without.status;
        assert!(
            answer.status.is_client_error() || is_ignored,
            "{} reads its address: {} {}",
            door.path,
            answer.status,
            answer.text()
        );
    }
    // That the log was asked for is written into it.
    let but_the_log = |mut all: BTreeMap<String, Vec<bson::Document>>| {
        all.retain(|collection, _| !collection.starts_with("audit"));
        all
    };
    assert_eq!(but_the_log(stand.stored().await), but_the_log(before));
    stand.end().await;
}

/// The documents that have to do with the company.
fn mentioning(all: &BTreeMap<String, Vec<bson::Document>>, company: &Company) -> Vec<String> {
    let documents =
        all.iter().flat_map(|(name, documents)| documents.iter().map(move |document| format!("{name} {document}")));
    let named = [company.workspace.as_str(), company.owner.user.as_str(), company.slug.as_str()];
    documents.filter(|text| named.iter().any(|name| text.contains(name))).collect()
}
