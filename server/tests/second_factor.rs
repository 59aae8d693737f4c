//! A workspace that asks for two-step sign-in, over HTTP.

use crate::stand::{self, Stand, answer::Answer, ask::Ask, company::Company, person::Person};
use async_trait::async_trait;
use axum::http::{Method, StatusCode};
use identity::totp::{
    record::PendingTotp,
    secret::{Secret, step},
};
use kernel::{
    AppError, AppResult, Platform, Role, UserId, WorkspaceId,
    ports::{Membership, Memberships, WorkspaceCard},
};
use server::router;
use std::sync::Arc;

/// Every workspace asks for a second factor.
struct Strict(Arc<dyn Memberships>);

#[async_trait]
impl Memberships for Strict {
    async fn of_user(
        &self,
        platform: &Platform,
        user: &UserId,
        workspace: Option<&WorkspaceId>,
    ) -> AppResult<Option<Membership>> {
        let found = self.0.of_user(platform, user, workspace).await?;
        Ok(found.map(|place| Membership { needs_second_factor: true, ..place }))
    }

    async fn sole_ownerships(&self, platform: &Platform, user: &UserId) -> AppResult<Vec<WorkspaceCard>> {
        self.0.sole_ownerships(platform, user).await
    }
}

async fn strict(mut stand: Stand) -> Stand {
    let mut ports = stand.platform().ports().clone();
    ports.memberships = Arc::new(Strict(ports.memberships));
    stand.state.platform = Platform::new(stand.platform().database().clone(), ports, stand::PUBLIC_URL);
    stand.router = router::build(stand.state.clone());
    stand
}

/// The first code of the app that is being set up.
async fn first_code(stand: &Stand, person: &Person) -> String {
    let platform = stand.platform();
    let pending = platform.platform_db().of::<PendingTotp>().get(person.user.as_str()).await.unwrap().unwrap();
    let bytes = platform.sealing_key().open(&format!("totp {}", person.user), &pending.secret).unwrap();
    Secret::of_bytes(&bytes).unwrap().code(step(platform.now()))
}

/// Sets up an app; the person goes on under their new token.
async fn add_app(stand: &Stand, person: &mut Person) {
    let enrolled = stand.send(Ask::call(&Method::POST, "/api/identity/totp/enrol", "").by(person)).await;
    assert_eq!(enrolled.status, StatusCode::OK, "{}", enrolled.text());
    let fields = format!("code={}", first_code(stand, person).await);
    let confirmed = stand.send(Ask::call(&Method::POST, "/api/identity/totp/confirm", &fields).by(person)).await;
    assert_eq!(confirmed.status, StatusCode::OK, "{}", confirmed.text());
    take_token(person, &confirmed);
}

/// The person's browser keeps the token that came.
fn take_token(person: &mut Person, answer: &Answer) {
    let pair = answer.cookie(person.cookie).expect("a new token");
    person.token = pair.split_once('=').unwrap().1.to_owned();
}

#[tokio::test]
async fn what_is_sent_right_after_a_factor_was_removed_finds_its_session() {
    let stand = Stand::open().await;
    let mut ada = Company::found(&stand, "acme").await.owner;
    add_app(&stand, &mut ada).await;
    let me = Ask::call(&Method::GET, "/api/identity/account/me", "");
    let profile = "name=Ada&language=en-GB&time_zone=Europe%2FLisbon";
    let form = Ask::form("/api/identity/profile/save", "/account", profile);
    let removed = stand.send(Ask::call(&Method::POST, "/api/identity/totp/remove", "").by(&ada)).await;
    assert_eq!(removed.status, StatusCode::OK, "{}", removed.text());

    let works = async |person: &Person, when: &str| {
        for (ask, status) in [(me.clone(), StatusCode::OK), (form.clone(), StatusCode::SEE_OTHER)] {
            let answer = stand.send(ask.by(person)).await;
            assert_eq!((answer.status, answer.cookie(person.cookie)), (status, None), "{when}: {}", answer.text());
            assert!(!answer.header("location").starts_with("/sign-in"), "{when}: {}", answer.header("location"));
        }
    };
    works(&ada, "before the next document").await;
    let before = ada.clone();
    take_token(&mut ada, &stand.send(Ask::page("/account").by(&before)).await);
    works(&before, "with what was under way").await;
    works(&ada, "with the new token").await;
    let late = stand.send(Ask::page("/account").by(&before)).await;
    assert_eq!((late.status, late.cookie(ada.cookie)), (StatusCode::OK, None), "a document that was asked for before");
    ada.forgot_token_before(&stand).await;
    assert_eq!(stand.send(me.clone().by(&before)).await.error(), AppError::SignIn, "half a minute later");
    works(&ada, "and still").await;
    stand.end().await;
}

#[tokio::test]
async fn a_member_without_a_second_factor_reaches_its_enrolment_alone_and_all_after_it() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let mut member = company.take_on(&stand, Role::Admin).await;
    let stand = strict(stand).await;
    for path in ["/home", "/links", "/settings"] {
        let answer = stand.send(Ask::page(path).by(&member)).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/account/security?required=1"));
    }
    let refused = stand.send(Ask::call(&Method::GET, "/api/links/page/get", "").by(&member)).await;
    assert_eq!((refused.status, refused.error()), (StatusCode::FORBIDDEN, AppError::SecondFactor));
    let page = stand.send(Ask::page("/account/security?required=1").by(&member)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Your workspace asks for two-step sign-in."), "{}", page.text());

    let before = member.clone();
    add_app(&stand, &mut member).await;
    let before = stand.send(Ask::page("/home").by(&before)).await;
    assert!(before.header("location").starts_with("/sign-in"), "the token from before is dead");
    assert_eq!(stand.send(Ask::page("/home").by(&member)).await.status, StatusCode::OK);
    let opened = stand.send(Ask::call(&Method::GET, "/api/links/page/get", "").by(&member)).await;
    assert_eq!(opened.status, StatusCode::OK);
    stand.end().await;
}
