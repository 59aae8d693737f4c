//! An invitation as a browser without scripting goes through it.

use crate::stand::{Stand, answer::Answer, ask::Ask, company::Company, person::Person};
use axum::http::{Method, StatusCode};
use bson::doc;
use kernel::{Job, Role, mail};
use workspaces::team::show::Team;

/// The path in the newest mail that invites the address.
async fn invite(stand: &Stand, company: &Company, email: &str) -> String {
    let fields = format!("email={}&as_role=viewer&message=Join+us", email.replace('@', "%40"));
    let sent =
        stand.send(Ask::call(&Method::POST, "/api/workspaces/invitation/send", &fields).by(&company.owner)).await;
    assert!(sent.status.is_success(), "{}", sent.text());
    let mailed = doc! { "kind": mail::SEND, "payload.to": email, "payload.key": { "$regex": "^invitation" } };
    let mut jobs = stand.platform().platform_db().of::<Job>();
    let newest = jobs.find(mailed, doc! { "_id": -1 }, 1).await.unwrap();
    let mail: mail::Mail = newest[0].read().unwrap();
    let (_, rest) = mail.text.split_once("/invitations/").unwrap();
    format!("/invitations/{}", rest.chars().take_while(char::is_ascii_hexdigit).collect::<String>())
}

fn accept(path: &str) -> Ask {
    let token = path.rsplit('/').next().unwrap();
    Ask::form("/api/workspaces/invitation/accept", path, &format!("token={token}"))
}

async fn team(stand: &Stand, by: &Person) -> Answer {
    stand.send(Ask::call(&Method::GET, "/api/workspaces/team/show", "").by(by)).await
}

#[tokio::test]
async fn a_stranger_reads_who_asks_and_is_led_through_registration_and_back() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let path = invite(&stand, &company, "bo@example.com").await;
    let page = stand.send(Ask::page(&path)).await;
    assert_eq!(page.status, StatusCode::OK);
    for told in ["acme", "acme-owner@example.com", "bo@example.com", "Viewer", "Join us"] {
        assert!(page.text().contains(told), "{told}");
    }
    let back = format!("return_to={}", path.replace('/', "%2F"));
    assert!(page.text().contains(&format!("/register?{back}&amp;email=bo%40example.com")));
    let register = stand.send(Ask::page(&format!("/register?{back}&email=bo%40example.com"))).await;
    assert!(register.text().contains("value=\"bo@example.com\""));
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.text().contains("noindex"));

    let bo = Person::register(&stand, "bo").await;
    let joined = stand.send(accept(&path).by(&bo)).await;
    assert_eq!((joined.status, joined.header("location")), (StatusCode::SEE_OTHER, "/home"));
    let seen: Team = team(&stand, &bo).await.json();
    assert_eq!(seen.members.iter().filter(|member| member.me && member.role_name == "Viewer").count(), 1);
    stand.end().await;
}

#[tokio::test]
async fn with_another_account_both_are_named_and_signing_out_leads_back() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let cy = Person::register(&stand, "cy").await;
    let path = invite(&stand, &company, "bo@example.com").await;
    let page = stand.send(Ask::page(&path).by(&cy)).await;
    assert!(page.text().contains("cy@example.com") && page.text().contains("bo@example.com"));
    assert!(!page.text().contains("invitation/accept"));
    let before = stand.stored().await;
    let refused = stand.send(accept(&path).by(&cy)).await;
    assert_eq!((refused.status, refused.header("location")), (StatusCode::SEE_OTHER, path.as_str()));
    assert_eq!(stand.stored().await, before);

    let fields = format!("return_to={}", path.replace('/', "%2F"));
    let out = stand.send(Ask::form("/api/identity/sessions/sign_out", &path, &fields).by(&cy)).await;
    assert_eq!(out.header("location"), format!("/sign-in?return_to={}", path.replace('/', "%2F")));
    let away = stand.send(Ask::form("/api/identity/sessions/sign_out", &path, "return_to=%2F%2Fevil.example")).await;
    assert_eq!(away.header("location"), "/sign-in");
    stand.end().await;
}

#[tokio::test]
async fn links_that_open_nothing_all_look_alike_and_looking_changes_nothing() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let path = invite(&stand, &company, "bo@example.com").await;
    let before = stand.stored().await;
    for _ in 0..3 {
        assert_eq!(stand.send(Ask::page(&path)).await.status, StatusCode::OK);
    }
    assert_eq!(stand.stored().await, before, "a scanner that follows the link uses nothing up");

    let token = path.rsplit('/').next().unwrap();
    let no = Ask::form("/api/workspaces/invitation/decline", &path, &format!("token={token}"));
    assert_eq!(stand.send(no).await.header("location"), "/invitations/declined");
    let never = format!("/invitations/{}", "0".repeat(64));
    let (used, unknown) = (stand.send(Ask::page(&path)).await, stand.send(Ask::page(&never)).await);
    assert_eq!(used.status, StatusCode::GONE);
    assert_eq!(used.as_seen(), unknown.as_seen());
    assert_eq!(stand.send(Ask::page("/invitations/declined")).await.status, StatusCode::OK);
    stand.end().await;
}

#[tokio::test]
async fn whoever_is_removed_goes_on_in_another_workspace_or_makes_one() {
    let stand = Stand::open().await;
    let (company, other) = (Company::found(&stand, "acme").await, Company::found(&stand, "bolt").await);
    let eda = company.take_on(&stand, Role::Editor).await;
    let id = |answer: Team| answer.members.into_iter().find(|member| member.email == eda.email).unwrap().id;
    let of_eda = id(team(&stand, &company.owner).await.json());
    let remove = Ask::call(&Method::POST, "/api/workspaces/membership/remove", &format!("member={of_eda}"));
    assert!(stand.send(remove.by(&company.owner)).await.status.is_success());
    assert_eq!(team(&stand, &eda).await.status, StatusCode::NOT_FOUND);
    let out = stand.send(Ask::page("/links").by(&eda)).await;
    assert_eq!(out.header("location"), "/workspaces/new");

    let path = invite(&stand, &other, &eda.email).await;
    stand.send(accept(&path).by(&eda)).await;
    let back = invite(&stand, &company, &eda.email).await;
    stand.send(accept(&back).by(&eda)).await;
    let of_eda = id(team(&stand, &company.owner).await.json());
    let remove = Ask::call(&Method::POST, "/api/workspaces/membership/remove", &format!("member={of_eda}"));
    assert!(stand.send(remove.by(&company.owner)).await.status.is_success());
    let moved = stand.send(Ask::page("/links").by(&eda)).await;
    assert_eq!(moved.header("location"), "/home");
    let seen: Team = team(&stand, &eda).await.json();
    assert_eq!(seen.workspace, "bolt");
    stand.end().await;
}
