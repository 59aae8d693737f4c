//! The doors and the visitor screens, as a browser without scripts meets them.

use crate::support::{ADA, House, PASSWORD, from};
use identity::{
    account::me::me,
    registration::{begin::begin_registration, confirm::confirm_registration},
    session::{end::end_session, list::list_sessions, sign_in::sign_in, sign_out::sign_out},
};
use kernel::{
    AppError, SessionId, Token,
    authority::Caller,
    page::{ReturnedForm, Visit, VisitorAnswer},
};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

/// One request, as the server sets it up around a door or a screen.
struct Request {
    // The contexts live as long as their owner.
    _owner: Owner,
    answer: ResponseOptions,
}

impl Request {
    fn of(house: &House, cookie: &str) -> Self {
        let owner = Owner::new();
        owner.set();
        let request = http::Request::builder()
            .header(http::header::COOKIE, cookie)
            .header(http::header::ACCEPT, "text/html")
            .header(http::header::USER_AGENT, "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0");
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let answer = ResponseOptions::default();
        provide_context(parts);
        provide_context(answer.clone());
        provide_context(house.platform().clone());
        provide_context(Caller::default());
        Self { _owner: owner, answer }
    }

    fn headers(&self, name: &str) -> Vec<String> {
        let answer = self.answer.0.read().unwrap();
        answer.headers.get_all(name).iter().map(|value| value.to_str().unwrap().to_owned()).collect()
    }

    /// The name and value of a cookie that the answer sets.
    fn cookie(&self, name: &str) -> String {
        let lines = self.headers("set-cookie");
        let line = lines.iter().find(|line| line.starts_with(&format!("{name}="))).expect("the cookie");
        assert!(line.contains("HttpOnly") && line.contains("SameSite=Lax") && line.contains("Path=/"));
        line.split(';').next().unwrap().to_owned()
    }
}

/// The request goes along: what a page renders with lives as long as it does.
async fn open(house: &House, path: &str, cookie: &str, returned: ReturnedForm) -> (Request, VisitorAnswer) {
    let request = Request::of(house, cookie);
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let query = pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    let visit = Visit { path: path.to_owned(), params: Default::default(), query, returned };
    let routes = identity::system().visitor_routes;
    let route = routes.into_iter().find(|route| route.pattern == path).expect("the route");
    (request, (route.answer)(visit).await.unwrap())
}

async fn html(house: &House, path: &str, cookie: &str, returned: ReturnedForm) -> String {
    let (_request, VisitorAnswer::Page(page)) = open(house, path, cookie, returned).await else { panic!("a page") };
    assert_eq!((page.status, page.sheet, page.language), (200, "identity", "en"));
    page.body.to_html()
}

async fn sent_to(house: &House, path: &str, cookie: &str) -> String {
    match open(house, path, cookie, ReturnedForm::default()).await.1 {
        VisitorAnswer::SeeOther(path) => path,
        _ => panic!("not sent on"),
    }
}

#[tokio::test]
async fn a_person_registers_signs_out_and_signs_in_with_forms_alone() {
    let house = House::open().await;
    let request = Request::of(&house, "");
    begin_registration("Ada".into(), ADA.into(), PASSWORD.into(), String::new()).await.unwrap();
    assert_eq!(request.headers("location"), ["/register/confirm"]);
    let registration = request.cookie("registration");

    let request = Request::of(&house, &registration);
    let code = house.newest_code().await;
    confirm_registration(code).await.unwrap();
    assert_eq!(request.headers("location"), ["/workspaces/new"]);
    assert_eq!(request.cookie("registration"), "registration=");
    let session = request.cookie("session");

    let _request = Request::of(&house, &session);
    assert_eq!(me().await.unwrap().email, ADA);
    let devices = list_sessions().await.unwrap();
    assert_eq!(
        devices.iter().map(|d| (d.device.as_str(), d.this_device)).collect::<Vec<_>>(),
        [("Firefox on Linux", true)]
    );

    let request = Request::of(&house, &session);
    sign_out(String::new()).await.unwrap();
    assert_eq!(request.headers("location"), ["/sign-in"]);
    assert_eq!(request.headers("clear-site-data"), ["\"cache\", \"storage\""]);
    assert_eq!(request.cookie("session"), "session=");

    let _request = Request::of(&house, &session);
    assert_eq!(me().await, Err(AppError::SignIn));

    for (asked, given) in [("", "/home"), ("/links", "/links"), ("//evil.example", "/home")] {
        let request = Request::of(&house, "");
        sign_in(ADA.into(), PASSWORD.into(), asked.into()).await.unwrap();
        assert_eq!(request.headers("location"), [given]);
        assert!(Token::parse(request.cookie("session").trim_start_matches("session=")).is_some());
    }
    house.end().await;
}

#[tokio::test]
async fn strangers_get_nothing_behind_the_doors_of_the_signed_in() {
    let house = House::open().await;
    let id = SessionId::generate(house.platform().now(), [1; 10]);
    let _request = Request::of(&house, "");
    assert_eq!(me().await, Err(AppError::SignIn));
    assert_eq!(list_sessions().await, Err(AppError::SignIn));
    assert_eq!(end_session(id).await, Err(AppError::SignIn));
    assert_eq!(sign_out(String::new()).await, Ok(()));
    house.end().await;
}

#[tokio::test]
async fn the_forms_say_to_browsers_and_readers_what_their_fields_are() {
    let house = House::open().await;
    let page = html(&house, "/sign-in?return_to=/links", "", ReturnedForm::default()).await;
    for part in [
        "<h1>Sign in</h1>",
        "method=\"post\"",
        "action=\"/api/identity/sessions/sign_in\"",
        "autocomplete=\"username webauthn\"",
        "autocomplete=\"current-password\"",
        "type=\"hidden\" name=\"return_to\" value=\"/links\"",
        "for=\"email\"",
        "href=\"/register?return_to=%2Flinks\"",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains("role=\"alert\"") && !page.contains("aria-invalid"));
    let page = html(&house, "/register?return_to=//evil.example", "", ReturnedForm::default()).await;
    assert!(page.contains("autocomplete=\"new-password\"") && page.contains("autocomplete=\"name\""));
    assert!(!page.contains("evil.example"));
    house.end().await;
}

#[tokio::test]
async fn a_device_may_be_remembered_with_a_passkey_too() {
    let house = House::open().await;
    let session = house.register(ADA).await;
    house.add_passkey(&session).await;
    let step = house.come_to_second_step(&from(2), ADA).await;
    let cookie = format!("signin={}", step.as_str());
    let page = html(&house, "/sign-in/verify", &cookie, ReturnedForm::default()).await;
    let form = page.split("data-passkey=").nth(1).and_then(|rest| rest.split("</form>").next()).unwrap();
    assert!(form.contains("name=\"credential\"") && form.contains("name=\"remember\""), "{form}");
    house.end().await;
}

#[tokio::test]
async fn a_form_that_came_back_shows_what_was_typed_and_what_is_wrong() {
    let house = House::open().await;
    let error = AppError::invalid("email", "Enter an email address such as ada@example.com.");
    let values = [("name", "\"><script>"), ("email", "ada"), ("return_to", "/links")];
    let returned = ReturnedForm {
        error: Some(error),
        values: values.into_iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect(),
    };
    let page = html(&house, "/register", "", returned).await;
    for part in [
        "role=\"alert\"",
        "id=\"email-error\"",
        "aria-describedby=\"email-error\"",
        "aria-invalid=\"true\"",
        "autofocus",
        "such as ada@example.com.",
        "value=\"ada\"",
        "value=\"/links\"",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains("<script>"));
    assert_eq!(page.matches("aria-invalid=\"true\"").count(), 1);
    let failed = ReturnedForm { error: Some(AppError::TooMany(30)), ..ReturnedForm::default() };
    assert!(html(&house, "/sign-in", "", failed).await.contains("Try again in 30 seconds."));
    house.end().await;
}

#[tokio::test]
async fn the_page_that_asks_for_the_code_is_the_same_for_every_address() {
    let house = House::open().await;
    house.register(ADA).await;
    let mut pages = Vec::new();
    for email in [ADA, "bob@example.com"] {
        let request = Request::of(&house, "");
        begin_registration("Ada".into(), email.into(), PASSWORD.into(), String::new()).await.unwrap();
        let cookie = request.cookie("registration");
        let page = html(&house, "/register/confirm?sent=again", &cookie, ReturnedForm::default()).await;
        assert!(page.contains(email) && page.contains("inputmode=\"numeric\"") && page.contains("one-time-code"));
        pages.push(page.replace(email, "…"));
    }
    assert_eq!(pages[0], pages[1]);
    house.end().await;
}

#[tokio::test]
async fn who_needs_no_form_is_sent_on() {
    let house = House::open().await;
    let token = house.register(ADA).await;
    let cookie = format!("session={}", token.as_str());
    for path in ["/sign-in", "/register", "/register/confirm", "/sign-in?return_to=//evil.example"] {
        assert_eq!(sent_to(&house, path, &cookie).await, "/home", "{path}");
    }
    assert_eq!(sent_to(&house, "/sign-in?return_to=/links", &cookie).await, "/links");
    assert_eq!(sent_to(&house, "/register/confirm", "").await, "/register");
    let stale = format!("registration={}", "0".repeat(64));
    assert!(html(&house, "/register/confirm", &stale, ReturnedForm::default()).await.contains("no longer valid"));
    house.end().await;
}
