//! Password, profile and the file with one's data.

use crate::support::{ADA, House, PASSWORD, from, link_in};
use async_trait::async_trait;
use bson::doc;
use identity::{
    account::overview::overview,
    export::{record::Export, request::request},
    language::Language,
    password::{change::change, judge::judge},
    profile::save::{Wanted, save},
    user::User,
};
use kernel::{
    Access, AppError, AppResult, Job, Platform, Role, UserId, WorkspaceId,
    ports::{Membership, Memberships, WorkspaceCard},
};
use std::{sync::Arc, time::Duration};

const NEXT: &str = "eleven quiet lanterns";

#[tokio::test]
async fn a_new_password_signs_the_other_devices_out_and_is_told() {
    let house = House::open().await;
    let here = house.register(ADA).await;
    let elsewhere = house.sign_in(&from(2), ADA, PASSWORD).await.unwrap();
    let session = house.session(&here).await.unwrap();
    change(house.platform(), &house.pool, &from(1), &session, NEXT).await.unwrap();
    assert!(house.session(&here).await.is_some() && house.session(&elsewhere).await.is_none());
    assert!(house.newest_to(ADA).await.subject.contains("password was changed"));
    assert!(house.sign_in(&from(2), ADA, NEXT).await.is_ok());
    assert!(house.sign_in(&from(2), ADA, PASSWORD).await.is_err());
    house.end().await;
}

#[tokio::test]
async fn an_account_without_a_password_gets_its_first_one() {
    let house = House::open().await;
    let token = house.register(ADA).await;
    let session = house.session(&token).await.unwrap();
    let mut users = house.platform().platform_db().of::<User>();
    users.update(doc! {}, doc! { "$set": { "password_hash": null } }).await.unwrap();
    assert!(!overview(house.platform(), &session.user).await.unwrap().has_password);
    assert!(house.sign_in(&from(2), ADA, PASSWORD).await.is_err());
    change(house.platform(), &house.pool, &from(1), &session, NEXT).await.unwrap();
    assert!(overview(house.platform(), &session.user).await.unwrap().has_password);
    assert!(house.newest_to(ADA).await.subject.contains("has a password now"));
    assert!(house.sign_in(&from(2), ADA, NEXT).await.is_ok());
    house.end().await;
}

#[tokio::test]
async fn a_weak_password_is_refused_beside_its_field_and_changes_nothing() {
    let house = House::open().await;
    let token = house.register(ADA).await;
    let session = house.session(&token).await.unwrap();
    for weak in ["", "short", "password1", "ada@example.com", "example.com!"] {
        let error = change(house.platform(), &house.pool, &from(1), &session, weak).await.map(drop).unwrap_err();
        assert!(error.of_field("password").is_some(), "{weak}");
    }
    assert!(house.sign_in(&from(2), ADA, PASSWORD).await.is_ok());
    house.end().await;
}

#[tokio::test]
async fn a_password_is_judged_without_a_trace_and_not_without_end() {
    let house = House::open().await;
    let ask = |password: &str| {
        let (password, email, name) = (password.to_owned(), ADA.to_owned(), "Ada".to_owned());
        async { judge(house.platform(), &from(1), password, email, name).await }
    };
    let weak = ask("password1").await.unwrap();
    let strong = ask(NEXT).await.unwrap();
    assert!(weak.score < 3 && strong.score >= 3 && !weak.sentence.is_empty());
    let stored = format!("{:?}", kernel::testing::contents(house.platform().database()).await);
    assert!(!stored.contains(NEXT) && !stored.contains(ADA));
    for _ in 0..118 {
        ask("aaaaaaaa").await.unwrap();
    }
    assert!(matches!(ask(NEXT).await, Err(AppError::TooMany(_))));
    house.end().await;
}

#[tokio::test]
async fn a_profile_is_saved_whole_or_every_wrong_field_is_named() {
    let house = House::open().await;
    let token = house.register(ADA).await;
    let user = house.person(&token).await.id;
    let wanted = |name: &str, language: &str, zone: &str| Wanted {
        name: name.to_owned(),
        language: language.to_owned(),
        time_zone: zone.to_owned(),
    };
    save(house.platform(), &user, wanted(" Ada King ", "en-US", "europe/lisbon")).await.unwrap();
    let seen = overview(house.platform(), &user).await.unwrap();
    assert_eq!(
        (seen.name.as_str(), seen.language, seen.time_zone.as_str()),
        ("Ada King", Language::American, "Europe/Lisbon")
    );
    let Err(AppError::Invalid(fields)) = save(house.platform(), &user, wanted("\u{202e}", "xx", "Mars")).await else {
        panic!("a form full of mistakes was saved");
    };
    assert_eq!(fields.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(), ["name", "language", "time_zone"]);
    assert_eq!(overview(house.platform(), &user).await.unwrap(), seen);
    house.end().await;
}

/// Everybody is an editor at Acme.
struct Acme;

#[async_trait]
impl Memberships for Acme {
    async fn of_user(&self, _: &Platform, _: &UserId, _: Option<&WorkspaceId>) -> AppResult<Option<Membership>> {
        Ok(None)
    }

    async fn all_of_user(&self, platform: &Platform, user: &UserId) -> AppResult<Vec<Membership>> {
        let workspace = WorkspaceCard {
            id: WorkspaceId::generate(platform.now(), [1; 10]),
            name: "Acme".to_owned(),
            slug: "acme".to_owned(),
            time_zone: "UTC".to_owned(),
        };
        let access = Access::Role(Role::Editor);
        Ok(vec![Membership { user: user.clone(), access, workspace, needs_second_factor: false }])
    }

    async fn sole_ownerships(&self, _: &Platform, _: &UserId) -> AppResult<Vec<WorkspaceCard>> {
        Ok(Vec::new())
    }
}

#[tokio::test]
async fn the_file_has_all_that_is_kept_and_no_secret() {
    let house = House::open_with(Arc::new(Acme)).await;
    let token = house.register(ADA).await;
    let user = house.person(&token).await;
    request(house.platform(), &user.id).await.unwrap();
    assert_eq!(overview(house.platform(), &user.id).await.unwrap().export.map(|e| e.ready_until), Some(None));
    let link = link_in(&house.newest_to(ADA).await, "/account/export/");
    let export = house.platform().platform_db().of::<Export>().find_one(doc! {}).await.unwrap().unwrap();
    let file = export.file.unwrap();
    for kept in [ADA, "\"name\": \"Ada\"", "Firefox on Linux", "Acme", "Editor", user.id.as_str()] {
        assert!(file.to_lowercase().contains(&kept.to_lowercase()), "{kept} in {file}");
    }
    let secrets = [user.password_hash.unwrap(), link.clone(), token.as_str().to_owned(), token.hash()];
    assert!(!secrets.iter().any(|secret| file.contains(secret.as_str())), "{file}");
    assert!(serde_json::from_str::<serde_json::Value>(&file).is_ok());
    assert_ne!(export.token_hash.unwrap(), link, "the link is in the mail alone");
    house.end().await;
}

#[tokio::test]
async fn while_one_file_is_being_made_no_second_one_is() {
    let house = Arc::new(House::open().await);
    let token = house.register(ADA).await;
    let user = house.person(&token).await.id;
    let clicks: Vec<_> = (0..5)
        .map(|_| {
            let (house, user) = (house.clone(), user.clone());
            tokio::spawn(async move { request(house.platform(), &user).await })
        })
        .collect();
    for click in clicks {
        click.await.unwrap().unwrap();
    }
    let queued = house.platform().platform_db().of::<Job>().count(doc! { "kind": "identity.export" }).await.unwrap();
    assert_eq!(queued, 1);
    let before = house.deliver().await.len();
    house.forward(Duration::from_secs(60));
    request(house.platform(), &user).await.unwrap();
    assert_eq!(house.deliver().await.len(), before + 1, "once it is there, a newer one may be asked for");
    assert_eq!(house.count::<Export>().await, 1);
    Arc::into_inner(house).unwrap().end().await;
}

#[tokio::test]
async fn the_file_is_gone_after_a_week() {
    let house = House::open().await;
    let token = house.register(ADA).await;
    let user = house.person(&token).await.id;
    request(house.platform(), &user).await.unwrap();
    house.deliver().await;
    house.forward(Duration::from_secs(7 * 86_400 - 1));
    assert!(overview(house.platform(), &user).await.unwrap().export.is_some());
    house.forward(Duration::from_secs(1));
    assert!(overview(house.platform(), &user).await.unwrap().export.is_none());
    house.end().await;
}
