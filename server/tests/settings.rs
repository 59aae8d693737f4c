//! A workspace's settings as the outside sees them: addresses, colours, deletion, the log.

use crate::stand::{Stand, answer::Answer, ask::Ask, company::Company, mongodb_uri, person::Person};
use axum::http::{Method, StatusCode};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use kernel::{AppError, Role, audit::AuditEntry, database::transaction};
use sha2::{Digest as _, Sha256};
use std::process::Command;

async fn post(stand: &Stand, path: &str, fields: &str, by: &Person) -> Answer {
    stand.send(Ask::call(&Method::POST, path, fields).by(by)).await
}

async fn move_to(stand: &Stand, company: &Company, slug: &str, version: i64) {
    let settings = format!("name=Acme&slug={slug}&time_zone=UTC&currency=EUR&version={version}");
    let answer = post(stand, "/api/workspaces/workspace/update", &settings, &company.owner).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    stand.work().await;
}

fn location(answer: &Answer) -> (u16, &str) {
    (answer.status.as_u16(), answer.header("location"))
}

#[tokio::test]
async fn a_former_address_leads_on_in_one_hop_with_all_that_was_asked_for_and_nobody_keeps_it() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    company.publish(&stand).await;
    move_to(&stand, &company, "acme-two", 1).await;
    move_to(&stand, &company, "acme-three", 2).await;
    let link = &company.links[0];
    for (asked, leads) in [
        ("/@acme", "/@acme-three".to_owned()),
        ("/@acme-two?utm_source=card&x=%C3%A9", "/@acme-three?utm_source=card&x=%C3%A9".to_owned()),
        (&format!("/@acme/go/{link}?a=1"), format!("/@acme-three/go/{link}?a=1")),
        ("/@acme/what/ever", "/@acme-three/what/ever".to_owned()),
    ] {
        let answer = stand.send(Ask::page(asked)).await;
        assert_eq!(location(&answer), (308, leads.as_str()), "{asked}");
        assert_eq!(answer.header("cache-control"), "no-store", "{asked}");
        assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{asked}");
    }
    let way_out = stand.send(Ask::page(&format!("/@acme-three/go/{link}"))).await;
    assert_eq!(way_out.status, StatusCode::FOUND);
    assert_eq!(stand.send(Ask::page("/@acme-three/what/ever")).await.status, StatusCode::NOT_FOUND, "no loop");
    stand.end().await;
}

#[tokio::test]
async fn an_address_in_capitals_keeps_what_was_asked_for() {
    let stand = Stand::open().await;
    let answer = stand.send(Ask::page("/@Acme?utm_source=card")).await;
    assert_eq!(location(&answer), (308, "/@acme?utm_source=card"));
    stand.end().await;
}

#[tokio::test]
async fn a_page_in_its_own_colours_has_them_in_its_one_sheet_and_the_policy_names_that() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    company.publish(&stand).await;
    let colours = "accent=%23ff6b35&background=%23101418&version=1";
    let answer = post(&stand, "/api/workspaces/workspace/brand", colours, &company.owner).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let hostile = "accent=%23fff%7D%3C%2Fstyle%3E&background=%23101418&version=2";
    let refused = post(&stand, "/api/workspaces/workspace/brand", hostile, &company.owner).await;
    assert!(refused.error().of_field("accent").is_some(), "{}", refused.text());
    stand.work().await;

    let page = stand.send(Ask::page("/@acme")).await;
    let html = page.text();
    let sheet = html.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    assert!(sheet.contains("--page:#101418") && sheet.contains("--button:#ff6b35"), "{sheet}");
    let hash = STANDARD.encode(Sha256::digest(sheet.as_bytes()));
    let policy = page.header("content-security-policy");
    assert!(policy.contains(&format!("style-src 'sha256-{hash}';")), "{policy}");
    assert_eq!((html.matches("<style").count(), html.contains("style=")), (1, false));
    stand.end().await;
}

#[tokio::test]
async fn a_deleted_workspace_answers_to_nobody_until_its_owner_brings_it_back() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let admin = company.take_on(&stand, Role::Admin).await;
    company.publish(&stand).await;
    let by_admin = post(&stand, "/api/workspaces/workspace/delete", "name=acme", &admin).await;
    assert_eq!(by_admin.error(), AppError::Forbidden);
    let deleted = post(&stand, "/api/workspaces/workspace/delete", "name=acme", &company.owner).await;
    assert_eq!(deleted.status, StatusCode::OK, "{}", deleted.text());

    let link = &company.links[0];
    for path in ["/@acme", &format!("/@acme/go/{link}")] {
        assert_eq!(stand.send(Ask::page(path)).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for person in [&company.owner, &admin] {
        let door = stand.send(Ask::call(&Method::GET, "/api/links/page/get", "").by(person)).await;
        assert_eq!(door.error(), AppError::NotFound);
    }
    let home = |person: &Person| stand.send(Ask::page("/home").by(person));
    assert_eq!(location(&home(&company.owner).await), (303, "/workspaces"));
    assert_eq!(location(&home(&admin).await), (303, "/workspaces/new"));
    let list = stand.send(Ask::page("/workspaces").by(&company.owner)).await.text();
    assert!(list.contains("restore until") && list.contains("Restore"), "{list}");

    let workspace = format!("workspace={}", company.workspace);
    assert_eq!(post(&stand, "/api/workspaces/workspace/restore", &workspace, &admin).await.error(), AppError::NotFound);
    let restored = post(&stand, "/api/workspaces/workspace/restore", &workspace, &company.owner).await;
    assert_eq!(restored.status, StatusCode::OK, "{}", restored.text());
    assert_eq!(stand.send(Ask::page("/@acme")).await.status, StatusCode::OK);
    assert_eq!(home(&admin).await.status, StatusCode::OK);
    stand.end().await;
}

#[tokio::test]
async fn the_second_press_of_one_form_gets_the_answer_of_the_first() {
    let stand = Stand::open().await;
    let newcomer = Person::register(&stand, "newcomer").await;
    let page = stand.send(Ask::page("/workspaces/new").by(&newcomer)).await.text();
    let key = page.split("name=\"form_key\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let fields = format!("name=Acme&slug=acme&time_zone=UTC&form_key={key}");
    let press = || stand.send(Ask::form("/api/workspaces/workspace/create", "/workspaces/new", &fields).by(&newcomer));
    let (first, second) = tokio::join!(press(), press());
    assert_eq!((location(&first), location(&second)), ((303, "/home"), (303, "/home")));
    let stored = stand.stored().await;
    assert_eq!((stored["workspaces"].len(), stored["memberships"].len()), (1, 1));
    stand.end().await;
}

#[tokio::test]
async fn the_operator_sees_whether_a_log_is_whole_and_which_is_not() {
    let stand = Stand::open().await;
    let (ours, theirs) = (Company::found(&stand, "acme").await, Company::found(&stand, "bolt").await);
    let verify = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_server"))
            .env_clear()
            .args(["audit", "verify"])
            .args(arguments)
            .env("MONGODB_URI", mongodb_uri())
            .env("MONGODB_DATABASE", stand.platform().database().name())
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let (code, said) = verify(&[]);
    assert!(code == Some(0) && said.matches("whole").count() == 2, "{code:?} {said}");
    forge(&stand, &ours).await;
    let (code, said) = verify(&[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.lines().any(|line| line.starts_with("acme ") && line.ends_with("broken at entry 2")), "{said}");
    assert!(said.lines().any(|line| line.starts_with("bolt ") && line.ends_with("whole")), "{said}");
    assert_eq!(verify(&["--workspace", "bolt"]).0, Some(0));
    assert_eq!(verify(&["--workspace", "acme"]).0, Some(1));
    assert_eq!(verify(&["--workspace", "nobody"]).0, Some(1));
    drop(theirs);
    stand.end().await;
}

/// Changes what the second entry says.
async fn forge(stand: &Stand, company: &Company) {
    use kernel::{
        Access, Member,
        ports::{Membership, WorkspaceCard},
    };
    let card = WorkspaceCard {
        id: company.workspace.clone(),
        name: "acme".to_owned(),
        slug: "acme".to_owned(),
        time_zone: "UTC".to_owned(),
    };
    let access = Access::Role(Role::Owner);
    let membership =
        Membership { user: company.owner.user.clone(), access, workspace: card, needs_second_factor: false };
    let member = Member::named_by_operator(stand.platform().clone(), membership);
    transaction::run(stand.platform().database(), |tx| {
        let member = member.clone();
        Box::pin(async move {
            let forged = bson::doc! { "$set": { "label": "Nothing happened" } };
            tx.of::<AuditEntry>(&member.tenant()).update(bson::doc! { "seq": 2 }, forged).await?;
            Ok(())
        })
    })
    .await
    .unwrap();
}
