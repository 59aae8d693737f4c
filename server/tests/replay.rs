//! Cookies that somebody planted, kept or stole.

use crate::stand::{
    Stand,
    ask::{Ask, method_of},
    company::Company,
    person::Person,
    tries::{doors, fields, ids_of},
};
use axum::http::{Method, StatusCode};
use kernel::{AppError, Authority};

/// The console's documents.
fn documents() -> Vec<String> {
    let all = leptos_axum::generate_route_list(app::console::App);
    let paths = all.iter().map(|listing| listing.path().to_owned());
    paths.filter(|path| path != "/ui" && !path.contains(['{', ':', '*'])).collect()
}

/// Opens no door and no document, as a stranger's.
async fn is_dead(stand: &Stand, company: &Company, person: &Person, how: &str) {
    for door in doors().into_iter().filter(|door| !matches!(door.authority, Authority::Anyone | Authority::Staff)) {
        let answer = stand.send(Ask::door(&door, &fields(&door, &ids_of(company, &door))).by(person)).await;
        assert_eq!(answer.error(), AppError::SignIn, "{how}: {}", door.path);
        assert_eq!(answer.header("x-account"), "", "{how}: {}", door.path);
    }
    for document in documents() {
        let answer = stand.send(Ask::page(&document).by(person)).await;
        let to = answer.header("location");
        assert!(answer.status == StatusCode::SEE_OTHER && to.starts_with("/sign-in"), "{how}: {document} {to}");
    }
}

/// Opens what its owner's cookie opens.
async fn is_alive(stand: &Stand, person: &Person) {
    let answer = stand.send(Ask::call(&Method::GET, "/api/identity/account/me", "").by(person)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
}

#[tokio::test]
async fn a_planted_cookie_is_worth_nothing_after_the_sign_in() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let eve = Person::register(&stand, "eve").await;
    let invented = Person { token: "a".repeat(64), ..eve.clone() };
    for planted in [&eve, &invented] {
        let answer = stand.send(company.owner.signs_in().by(planted)).await;
        let given = answer.cookie("session").expect("a session");
        assert_ne!(given, format!("session={}", planted.token));
        is_dead(&stand, &company, planted, "planted").await;
        let me = stand.send(Ask::call(&Method::GET, "/api/identity/account/me", "").with_cookie(&given)).await;
        assert!(me.text().contains(&company.owner.email), "{}", me.text());
    }
    stand.end().await;
}

#[tokio::test]
async fn of_two_cookies_the_first_counts_and_no_two_are_one() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let eve = Person::register(&stand, "eve").await;
    let me = Ask::call(&Method::GET, "/api/identity/account/me", "").by(&company.owner).by(&eve);
    let text = stand.send(me).await.text();
    assert!(text.contains(&company.owner.email) && !text.contains(&eve.email), "{text}");
    stand.end().await;
}

#[tokio::test]
async fn a_cookie_is_dead_once_its_session_has_ended_however_it_ended() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let owner = &company.owner;
    let post = |path: &str, fields: &str, by: &Person| stand.send(Ask::call(&Method::POST, path, fields).by(by));

    let device = owner.on_another_device(&stand).await;
    is_alive(&stand, &device).await;
    post("/api/identity/sessions/sign_out", "", &device).await;
    is_dead(&stand, &company, &device, "signed out").await;
    is_alive(&stand, owner).await;

    let device = owner.on_another_device(&stand).await;
    post("/api/identity/sessions/end", &format!("id={}", device.session), owner).await;
    is_dead(&stand, &company, &device, "ended from another device").await;

    let device = owner.on_another_device(&stand).await;
    device.expired(&stand).await;
    is_dead(&stand, &company, &device, "expired").await;

    let device = owner.on_another_device(&stand).await;
    let again = stand.send(owner.signs_in().by(&device)).await;
    assert!(again.cookie("session").is_some());
    is_dead(&stand, &company, &device, "signed in anew").await;

    let device = owner.on_another_device(&stand).await;
    post("/api/identity/sessions/sign_out_everywhere", "", owner).await;
    is_dead(&stand, &company, &device, "signed out everywhere").await;
    is_dead(&stand, &company, owner, "signed out everywhere, here").await;
    stand.end().await;
}

#[tokio::test]
async fn nothing_that_is_only_looked_at_signs_anybody_in() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    company.publish(&stand).await;
    let reads = doors().into_iter().filter(|door| method_of(door.path) == Method::GET).map(|door| door.path.to_owned());
    let pages = ["/", "/sign-in", "/register", "/register/confirm", "/@acme"].map(str::to_owned);
    for path in reads.chain(pages).chain(documents()) {
        let answer = stand.send(Ask::page(&path)).await;
        assert_eq!(answer.cookie("session"), None, "{path}");
    }
    stand.end().await;
}
