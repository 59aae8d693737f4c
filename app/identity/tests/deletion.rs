//! The end of an account: asked for, put off, taken back, done.

use crate::support::{ADA, House, PASSWORD, from, signed_in};
use async_trait::async_trait;
use bson::doc;
use identity::{
    deletion::{keep::keep, plan::plan, request::request},
    email_change, export, password_reset,
    user::User,
};
use kernel::{
    AppError, AppResult, Platform, UserId, WorkspaceId,
    events::OutboxEntry,
    ports::{Membership, Memberships, WorkspaceCard},
};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

const DAY: Duration = Duration::from_secs(86_400);

/// What the person alone owns.
#[derive(Default)]
struct Estate(Mutex<Vec<WorkspaceCard>>);

impl Estate {
    fn gain(&self, name: &str, seed: u8) -> WorkspaceId {
        let id = WorkspaceId::generate(kernel::testing::START, [seed; 10]);
        let card = WorkspaceCard { id: id.clone(), name: name.into(), slug: name.into(), time_zone: "UTC".into() };
        self.0.lock().unwrap().push(card);
        id
    }

    fn hand_over_all(&self) {
        self.0.lock().unwrap().clear();
    }
}

#[async_trait]
impl Memberships for Estate {
    async fn of_user(&self, _: &Platform, _: &UserId, _: Option<&WorkspaceId>) -> AppResult<Option<Membership>> {
        Ok(None)
    }

    async fn sole_ownerships(&self, _: &Platform, _: &UserId) -> AppResult<Vec<WorkspaceCard>> {
        Ok(self.0.lock().unwrap().clone())
    }
}

async fn open() -> (House, Arc<Estate>) {
    let estate = Arc::new(Estate::default());
    (House::open_with(estate.clone()).await, estate)
}

#[tokio::test]
async fn an_account_that_is_to_end_is_signed_out_and_told() {
    let (house, _) = open().await;
    let token = house.register(ADA).await;
    let user = house.person(&token).await.id;
    let due = request(house.platform(), &user, Vec::new()).await.unwrap();
    assert_eq!(due.since(house.platform().now()), 14 * DAY);
    assert!(house.session(&token).await.is_none());
    let mail = house.newest_to(ADA).await;
    assert!(mail.subject.contains("will be deleted on") && mail.text.contains("/sign-in"), "{}", mail.text);
    assert_eq!(house.users().await, 1);
    assert_eq!(request(house.platform(), &user, Vec::new()).await, Err(AppError::SignIn), "once");
    house.end().await;
}

#[tokio::test]
async fn who_signs_in_in_time_may_stay_and_until_then_gets_nowhere() {
    let (house, _) = open().await;
    let token = house.register(ADA).await;
    let user = house.person(&token).await.id;
    request(house.platform(), &user, Vec::new()).await.unwrap();
    house.forward(13 * DAY);
    let back = house.sign_in(&from(2), ADA, PASSWORD).await.unwrap();
    assert!(house.session(&back).await.is_none(), "the session opens nothing yet");
    assert_eq!(keep(house.platform(), &from(2)).await, Err(AppError::SignIn), "without the session nothing is kept");
    keep(house.platform(), &signed_in(&back)).await.unwrap();
    assert!(house.session(&back).await.is_some());
    assert_eq!(keep(house.platform(), &signed_in(&back)).await, Err(AppError::SignIn));
    house.forward(2 * DAY);
    house.deliver().await;
    assert_eq!(house.users().await, 1, "the job of the old day leaves the account alone");
    assert!(house.session(&back).await.is_some());
    house.end().await;
}

#[tokio::test]
async fn on_the_day_everything_of_the_person_is_gone_and_the_others_hear_of_it() {
    let (house, estate) = open().await;
    let token = house.register(ADA).await;
    let grace = house.register("grace@example.com").await;
    let user = house.person(&token).await.id;
    let workspace = estate.gain("acme", 1);
    email_change::request::request(house.platform(), &from(1), &user, "ada@new.example").await.unwrap();
    password_reset::request::request(house.platform(), &from(1), ADA).await.unwrap();
    export::request::request(house.platform(), &user).await.unwrap();
    request(house.platform(), &user, vec![workspace.clone()]).await.unwrap();
    house.deliver().await;
    house.forward(14 * DAY - Duration::from_secs(1));
    house.deliver().await;
    assert_eq!(house.users().await, 2);
    house.sign_in(&from(2), ADA, PASSWORD).await.unwrap();
    house.forward(Duration::from_secs(1));
    house.deliver().await;
    assert_eq!(house.users().await, 1);
    assert!(house.newest_to(ADA).await.subject.contains("was deleted"));
    let stored = kernel::testing::contents(house.platform().database()).await;
    let mentions = |name: &str| {
        let documents = stored.get(name).into_iter().flatten();
        documents.filter(|document| document.to_string().contains(user.as_str())).count()
    };
    for name in ["users", "sessions", "email_changes", "password_resets", "exports"] {
        assert_eq!(mentions(name), 0, "{name}");
    }
    assert!(house.session(&grace).await.is_none() || house.count::<User>().await == 1);
    let fact = house.platform().platform_db().of::<OutboxEntry>();
    let fact = { fact }.find_one(doc! { "name": "identity.user_deleted" }).await.unwrap().unwrap();
    assert_eq!(fact.workspace_id, None);
    assert_eq!(fact.payload, doc! { "user": user.as_str(), "workspaces": [workspace.as_str()] });
    assert!(house.begin(&from(8), ADA).await.is_ok());
    assert!(house.newest_to(ADA).await.subject.contains("code"), "the address is free again");
    house.end().await;
}

#[tokio::test]
async fn what_nobody_else_owns_is_asked_about_first() {
    let (house, estate) = open().await;
    let token = house.register(ADA).await;
    let user = house.person(&token).await.id;
    let (acme, bolt) = (estate.gain("acme", 1), estate.gain("bolt", 2));
    assert_eq!(plan(house.platform(), &user).await.unwrap().len(), 2);
    let error = request(house.platform(), &user, vec![acme.clone()]).await.unwrap_err();
    let words = error.of_field("workspaces").unwrap();
    assert!(words.contains("bolt") && !words.contains("acme"), "{words}");
    let foreign = WorkspaceId::generate(kernel::testing::START, [9; 10]);
    let with_foreign = request(house.platform(), &user, vec![acme.clone(), bolt.clone(), foreign]).await;
    assert_eq!(with_foreign, Err(AppError::NotFound));
    assert!(house.session(&token).await.is_some(), "nothing has changed");
    estate.hand_over_all();
    assert!(request(house.platform(), &user, Vec::new()).await.is_ok());
    house.end().await;
}

#[tokio::test]
async fn a_workspace_that_fell_to_the_person_meanwhile_keeps_the_account() {
    let (house, estate) = open().await;
    let token = house.register(ADA).await;
    let user = house.person(&token).await.id;
    request(house.platform(), &user, Vec::new()).await.unwrap();
    estate.gain("inherited", 3);
    house.forward(14 * DAY);
    house.deliver().await;
    assert_eq!(house.users().await, 1);
    let mail = house.newest_to(ADA).await;
    assert!(mail.subject.contains("was not deleted") && mail.text.contains("inherited"), "{}", mail.text);
    let back = house.sign_in(&from(2), ADA, PASSWORD).await.unwrap();
    assert!(house.session(&back).await.is_some(), "the account is as it was");
    house.end().await;
}
