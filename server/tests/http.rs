//! What the server answers, before and around any door.

use crate::stand::{
    self, Stand,
    answer::Answer,
    ask::{Ask, method_of},
    company::Company,
    person::{PASSWORD, Person},
};
use axum::{
    Router,
    http::{Method, StatusCode},
    routing::get,
};
use kernel::AppError;
use server::middleware;
use std::time::Duration;

#[tokio::test]
async fn an_unknown_page_is_a_designed_404() {
    let stand = Stand::open().await;
    for path in [
        "/nothing-here",
        "/@nobody",
        "/@nobody/go/lnk_00000000000000000000000000",
        "/icons/none.png",
        "/%2e%2e/etc/passwd",
        "/@%00",
        "/@%ff",
        "/@%ff/go/%ff",
        "/%ff",
    ] {
        let answer = stand.send(Ask::page(path)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.header("content-type").starts_with("text/html"), "{path}");
        assert!(
            answer.text().contains("Nothing lives here") && answer.text().contains("Mewayz"),
            "{path}: {}",
            answer.text()
        );
    }
    stand.end().await;
}

#[tokio::test]
async fn an_unknown_door_is_a_404_in_json_that_names_the_request() {
    let stand = Stand::open().await;
    for path in ["/api/nothing", "/api/links/page/explode", "/api/links/page/get/"] {
        let answer = stand.send(Ask::call(&Method::GET, path, "")).await;
        let said: serde_json::Value = answer.json();
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(said["error"], "not_found");
        assert_eq!(said["request_id"], answer.header("x-request-id"));
        assert_eq!(answer.header("x-request-id").len(), 16);
    }
    stand.end().await;
}

#[tokio::test]
async fn a_handler_that_panics_costs_one_request() {
    let mut shaky = Stand::open().await;
    let routes = Router::new().route("/panic", get(panicking)).route("/well", get(|| async { "well" }));
    shaky.router = middleware::wrap(routes, &shaky.state).with_state(shaky.state.clone());
    for accept in ["text/html", "application/json"] {
        let answer = shaky.send(Ask::page("/panic").with("accept", accept)).await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(answer.header("content-type").starts_with(accept));
        assert!(answer.text().contains(answer.header("x-request-id")), "{}", answer.text());
        assert!(!answer.text().contains("the words of a panic"), "{}", answer.text());
        assert_eq!(shaky.send(Ask::page("/well")).await.text(), "well");
    }
    shaky.end().await;
}

async fn panicking() -> &'static str {
    panic!("the words of a panic")
}

#[tokio::test]
async fn a_body_or_a_head_that_is_too_large_is_not_read() {
    let stand = Stand::open().await;
    let body = || Ask::call(&Method::POST, "/api/identity/sessions/sign_in", "").saying(vec![b'x'; 2 * 1024 * 1024]);
    let unannounced = stand.send(body()).await;
    let announced = stand.send(body().with("content-length", "2097152")).await;
    assert_eq!([announced.status, unannounced.status], [StatusCode::PAYLOAD_TOO_LARGE; 2]);
    let head = stand.send(Ask::page("/sign-in").with("x-padding", &"x".repeat(40 * 1024))).await;
    assert_eq!(head.status, StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
    let address = stand.send(Ask::page(&format!("/sign-in?x={}", "x".repeat(9 * 1024)))).await;
    assert_eq!(address.status, StatusCode::URI_TOO_LONG);
    stand.end().await;
}

#[tokio::test]
async fn a_body_made_to_be_slow_to_read_is_not() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let many = (0..100_000).map(|number| format!("f{number}=&")).collect::<String>();
    let bodies = [
        many,
        format!("title{}=x", "%5Ba%5D".repeat(20_000)),
        "title[18446744073709551615]=x&title[4294967295]=y".to_owned(),
        "title[]=&".repeat(50_000),
        "%".repeat(500_000),
        "=&".repeat(250_000),
    ];
    for body in bodies {
        let begin: String = body.chars().take(40).collect();
        let ask = Ask::call(&Method::POST, "/api/links/page/describe", &body).by(&company.owner);
        let answer = tokio::time::timeout(Duration::from_secs(5), stand.send(ask)).await;
        let answer = answer.unwrap_or_else(|_| panic!("{begin}… takes longer than five seconds"));
        assert!(answer.status.is_client_error(), "{begin}…: {} {}", answer.status, answer.text());
    }
    stand.end().await;
}

#[tokio::test]
async fn no_other_site_reads_a_door() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    for (path, _) in leptos::server_fn::axum::server_fn_paths().filter(|(_, method)| *method == Method::GET) {
        for site in ["cross-site", "same-site"] {
            let answer =
                stand.send(Ask::call(&Method::GET, path, "").by(&company.owner).with("sec-fetch-site", site)).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {site}");
        }
        let ours = stand.send(Ask::call(&Method::GET, path, "slug=acme").by(&company.owner)).await;
        assert_ne!(ours.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(ours.header("cache-control"), "no-store", "{path}");
        assert_eq!(ours.header("access-control-allow-origin"), "", "{path}");
    }
    stand.end().await;
}

#[tokio::test]
async fn a_published_page_is_sent_once_and_then_confirmed() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    assert_eq!(stand.send(Ask::page("/@acme")).await.status, StatusCode::NOT_FOUND);
    company.publish(&stand).await;
    let first = stand.send(Ask::page("/@acme")).await;
    assert_eq!(first.status, StatusCode::OK);
    assert!(first.text().contains("Studio") && !first.text().contains("<script"), "{}", first.text());
    let same = stand.send(Ask::page("/@acme").with("if-none-match", first.header("etag"))).await;
    assert_eq!((same.status, same.body.len()), (StatusCode::NOT_MODIFIED, 0));
    assert_eq!(same.header("etag"), first.header("etag"));
    stand::company::add_link(&stand, &company.owner, "Journal").await;
    let changed = stand.send(Ask::page("/@acme").with("if-none-match", first.header("etag"))).await;
    assert_eq!(changed.status, StatusCode::OK);
    assert!(changed.text().contains("Journal"));
    for (accepted, sent) in [("br, gzip", "br"), ("gzip", "gzip"), ("identity", "")] {
        let answer = stand.send(Ask::page("/@acme").with("accept-encoding", accepted)).await;
        assert_eq!((answer.header("content-encoding"), answer.header("vary")), (sent, "accept-encoding"));
    }
    stand.end().await;
}

#[tokio::test]
async fn of_fifty_who_ask_at_once_for_a_new_page_one_has_it_drawn() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    company.publish(&stand).await;
    for drawn in 1..=2 {
        let asks = (0..50).map(|_| stand.send(Ask::page("/@acme")));
        let answers = futures::future::join_all(asks).await;
        assert!(answers.iter().all(|answer| answer.status == StatusCode::OK && answer.body == answers[0].body));
        assert_eq!(stand.state.metrics.drawn(), drawn);
        stand::company::add_link(&stand, &company.owner, "Journal").await;
    }
    stand.end().await;
}

#[tokio::test]
async fn a_file_of_an_earlier_deploy_is_given_to_who_takes_no_compression() {
    let stand = Stand::open().await;
    let earlier = stand::site::Site::build();
    let (path, text) = ("/pkg/chunk.89abcdef.js", "export const said = 'earlier';\n".repeat(100));
    std::fs::write(earlier.root().join(&path[1..]), &text).unwrap();
    server::assets::archive::keep(stand.platform(), earlier.root(), "earlier").await.unwrap();
    let plain = stand.send(Ask::page(path).with("accept-encoding", "identity")).await;
    assert_eq!((plain.status, plain.header("content-encoding"), plain.text()), (StatusCode::OK, "", text));
    let packed = stand.send(Ask::page(path).with("accept-encoding", "br")).await;
    assert_eq!(packed.header("content-encoding"), "br");
    assert!(packed.body.len() < plain.body.len() / 10);
    stand.end().await;
}

#[tokio::test]
async fn a_form_that_fails_comes_back_with_what_was_typed_but_not_the_password() {
    let stand = Stand::open().await;
    let typed = "email=ada%40example.com&password=not-the-password&return_to=%2Flinks";
    let failed = stand.send(Ask::form("/api/identity/sessions/sign_in", "/sign-in?return_to=%2Flinks", typed)).await;
    assert_eq!((failed.status, failed.header("location")), (StatusCode::SEE_OTHER, "/sign-in?return_to=%2Flinks"));
    let kept = failed.cookie("returned").expect("what was typed is kept");
    assert!(failed.cookies().iter().all(|cookie| cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax")));
    let shown = stand.send(Ask::page("/sign-in?return_to=%2Flinks").with_cookie(&kept)).await;
    let html = shown.text();
    assert!(html.contains("ada@example.com") && html.contains("match an account"), "{html}");
    assert!(!html.contains("not-the-password") && !kept.contains("not-the-password"));
    assert_eq!(shown.cookie("returned").as_deref(), Some("returned="), "it is shown once");
    stand.end().await;
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_answered_alike() {
    let stand = Stand::open().await;
    let known = Person::register(&stand, "ada").await.email;
    let unknown = "bob@example.com";
    for path in ["/api/identity/sessions/sign_in", "/api/identity/registrations/begin"] {
        let fields = |email: &str| format!("name=Ada&email={email}&password=not+the+password+of+anybody");
        let by_script = |email: &str| stand.send(Ask::call(&Method::POST, path, &fields(email)));
        let by_form = |email: &str| stand.send(Ask::form(path, "/sign-in", &fields(email)));
        let plain = |answer: Answer| {
            let (status, headers, body) = answer.as_seen();
            // The one cookie is a token, the other says what was typed.
            (status, headers.into_iter().filter(|(name, _)| name != "set-cookie").collect::<Vec<_>>(), body)
        };
        assert_eq!(plain(by_script(&known).await), plain(by_script(unknown).await), "{path}");
        let (one, other) = (by_form(&known).await, by_form(unknown).await);
        let lengths = |answer: &Answer| answer.cookies().iter().map(|line| line.len()).collect::<Vec<_>>();
        assert_eq!(lengths(&one), lengths(&other), "{path}");
        assert_eq!(plain(one), plain(other), "{path}");
    }
    stand.end().await;
}

#[tokio::test]
async fn signing_in_leads_to_the_page_that_was_asked_for_and_never_off_the_site() {
    let stand = Stand::open().await;
    let ada = Person::register(&stand, "ada").await;
    let asked = [
        ("%2Flinks%3Fnew%3D1", "/links?new=1"),
        ("", "/home"),
        ("%2F%2Fevil.example", "/home"),
        ("https%3A%2F%2Fevil.example", "/home"),
        ("%2F%5Cevil.example", "/home"),
        ("%2F%0A%2Fevil.example", "/home"),
    ];
    for (return_to, reached) in asked {
        let fields = format!("email={}&password={}&return_to={return_to}", ada.email, PASSWORD.replace(' ', "+"));
        let answer = stand.send(Ask::form("/api/identity/sessions/sign_in", "/sign-in", &fields)).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, reached), "{return_to}");
        assert!(
            answer.cookie("session").is_some_and(|pair| pair.len() == "session=".len() + 64),
            "{:?}",
            answer.cookies()
        );
    }
    stand.end().await;
}

#[tokio::test]
async fn signing_out_leaves_nothing_behind() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    for path in ["/api/identity/sessions/sign_out", "/api/identity/sessions/sign_out_everywhere"] {
        let device = company.owner.on_another_device(&stand).await;
        let answer = stand.send(Ask::form(path, "/account", "").by(&device)).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/sign-in"), "{path}");
        assert_eq!(answer.header("clear-site-data"), "\"cache\", \"storage\"", "{path}");
        assert_eq!(answer.cookie("session").as_deref(), Some("session="), "{path}");
        let after = stand.send(Ask::call(&Method::GET, "/api/identity/account/me", "").by(&device)).await;
        assert_eq!(after.error(), AppError::SignIn, "{path}");
    }
    let everywhere = stand.send(Ask::call(&Method::GET, "/api/identity/account/me", "").by(&company.owner)).await;
    assert_eq!(everywhere.error(), AppError::SignIn);
    stand.end().await;
}

#[tokio::test]
async fn a_console_page_asks_strangers_to_sign_in_and_comes_back() {
    let stand = Stand::open().await;
    let newcomer = Person::register(&stand, "newcomer").await;
    let stranger: Answer = stand.send(Ask::page("/links?new=1")).await;
    assert_eq!(
        (stranger.status, stranger.header("location")),
        (StatusCode::SEE_OTHER, "/sign-in?return_to=%2Flinks%3Fnew%3D1")
    );
    let homeless = stand.send(Ask::page("/home").by(&newcomer)).await;
    assert_eq!((homeless.status, homeless.header("location")), (StatusCode::SEE_OTHER, "/workspaces/new"));
    for answer in [stranger, homeless] {
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    assert_eq!(method_of("/api/workspaces/workspace/create"), Method::POST);
    stand.end().await;
}
