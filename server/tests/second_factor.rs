//! A workspace that asks for two-step sign-in, over HTTP.

use crate::stand::{self, Stand, ask::Ask, company::Company, person::Person};
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

    let enrolled = stand.send(Ask::call(&Method::POST, "/api/identity/totp/enrol", "").by(&member)).await;
    assert_eq!(enrolled.status, StatusCode::OK, "{}", enrolled.text());
    let code = first_code(&stand, &member).await;
    let fields = format!("code={code}");
    let confirmed = stand.send(Ask::call(&Method::POST, "/api/identity/totp/confirm", &fields).by(&member)).await;
    assert_eq!(confirmed.status, StatusCode::OK, "{}", confirmed.text());

    let before = stand.send(Ask::page("/home").by(&member)).await;
    assert!(before.header("location").starts_with("/sign-in"), "the token from before is dead");
    member.token = confirmed.cookie(member.cookie).unwrap().split_once('=').unwrap().1.to_owned();
    assert_eq!(stand.send(Ask::page("/home").by(&member)).await.status, StatusCode::OK);
    let opened = stand.send(Ask::call(&Method::GET, "/api/links/page/get", "").by(&member)).await;
    assert_eq!(opened.status, StatusCode::OK);
    stand.end().await;
}
