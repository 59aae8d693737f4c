//! An issuer that lies, and people in between: nobody gets in (OpenID Connect Core, 16; RFC 9700). Each
//! is denied with a page that says so, without a session, and with one line in the log.

use crate::stand::{
    Stand,
    ask::Ask,
    issuer::CLIENT,
    person::Person,
    town::{Journey, Town, ada, honest},
};
use axum::{
    http::{Method, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde_json::json;

#[tokio::test]
async fn what_is_told_honestly_gets_one_in() {
    let town = Town::open().await;
    let answer = town.sign_in(ada(), honest).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/workspaces/new"));
    let session = answer.cookie("session").expect("a session");
    let me = town.stand.send(Ask::call(&Method::GET, "/api/identity/account/me", "").with_cookie(&session)).await;
    assert!(me.text().contains("ada@example.com") && me.text().contains("Ada Lovelace"), "{}", me.text());
    assert_eq!(town.log.lines("a sign-in was refused"), Vec::<String>::new());
    town.end().await;
}

#[tokio::test]
async fn the_issuer_is_asked_for_a_code_with_everything_that_binds_it() {
    let town = Town::open().await;
    let Journey { asked, .. } = town.begin().await;
    let other = town.begin().await;
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", CLIENT),
        ("redirect_uri", "http://localhost:3000/auth/callback"),
        ("scope", "openid email profile"),
        ("code_challenge_method", "S256"),
    ] {
        assert_eq!(asked[name], value);
    }
    for secret in ["state", "nonce", "code_challenge"] {
        assert!(asked[secret].len() >= 43 && asked[secret] != other.asked[secret], "{secret}");
    }
    assert!(!asked.contains_key("code_verifier") && !asked.contains_key("client_secret"));
    town.end().await;
}

#[tokio::test]
async fn a_way_back_with_another_state_is_refused() {
    let town = Town::open().await;
    let (journey, other) = (town.begin().await, town.begin().await);
    let code = town.agree(&journey, ada(), honest);
    let zeros = "0".repeat(64);
    let states =
        [("none of this browser's", other.asked["state"].as_str()), ("without a flow", ""), ("nobody's", &zeros)];
    let mut before = 0;
    for (whose, state) in states {
        let answer = town.arrive(&journey, &[("code", &code), ("state", state)]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{whose}");
        assert_eq!(answer.cookie("session"), None, "{whose}");
        before += 1;
        assert_eq!(town.log.lines("a browser came back").len(), before, "{whose}");
    }
    let bare =
        town.stand.send(Ask::page(&format!("/auth/callback?code={code}&state={}", journey.asked["state"]))).await;
    assert_eq!((bare.status, bare.cookie("session")), (StatusCode::FORBIDDEN, None), "the cookie was lost");
    assert_eq!(town.issuer.times_asked("token"), 0, "the code was shown to nobody");
    town.end().await;
}

#[tokio::test]
async fn keys_that_the_issuer_has_changed_are_fetched_once() {
    let town = Town::open().await;
    assert_eq!(town.sign_in(ada(), honest).await.status, StatusCode::SEE_OTHER);
    assert_eq!((town.issuer.times_asked("discovery"), town.issuer.times_asked("keys")), (1, 1));
    town.issuer.rotates_its_key();
    for _ in 0..2 {
        assert_eq!(town.sign_in(ada(), honest).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!((town.issuer.times_asked("discovery"), town.issuer.times_asked("keys")), (2, 2));
    town.end().await;
}

#[tokio::test]
async fn an_address_that_the_issuer_does_not_vouch_for_is_not_linked_and_gets_no_account() {
    let town = Town::open().await;
    let mut unverified = ada();
    unverified["email_verified"] = json!(false);
    let answer = town.sign_in(unverified.clone(), honest).await;
    assert!(answer.text().contains("Your address is not confirmed"), "{}", answer.text());
    town.assert_denied(&answer, "an issuer does not vouch").await;

    let victim = Person::register(&town.stand, "ada").await;
    let before = town.stand.stored().await;
    let answer = town.sign_in(unverified, honest).await;
    assert_eq!((answer.status, answer.cookie("session")), (StatusCode::FORBIDDEN, None));
    assert_eq!(town.stand.stored().await, before);
    let vouched = town.sign_in(ada(), honest).await;
    assert_eq!((vouched.status, vouched.cookie("session")), (StatusCode::OK, None), "{}", victim.email);
    assert!(vouched.text().contains("Sign in and link"), "{}", vouched.text());
    assert!(town.stand.stored().await["identities"].is_empty());
    town.end().await;
}

#[tokio::test]
async fn a_code_of_another_issuer_never_reaches_this_one() {
    let town = Town::open().await;
    for named in ["https://evil.example", "", "http://127.0.0.1"] {
        let journey = town.begin().await;
        let code = town.agree(&journey, ada(), honest);
        let parameters = [("code", code.as_str()), ("state", &journey.asked["state"]), ("iss", named)];
        let answer = town.arrive(&journey, &parameters).await;
        assert_eq!((answer.status, answer.cookie("session")), (StatusCode::FORBIDDEN, None), "{named}");
    }
    assert_eq!(town.log.lines("names another issuer").len(), 3);
    assert_eq!(town.issuer.times_asked("token"), 0, "RFC 9207, 2.4: before the code is sent anywhere");
    let journey = town.begin().await;
    let code = town.agree(&journey, ada(), honest);
    let parameters = [("code", code.as_str()), ("state", &journey.asked["state"]), ("iss", town.issuer.url())];
    assert_eq!(town.arrive(&journey, &parameters).await.status, StatusCode::SEE_OTHER);
    town.end().await;
}

#[tokio::test]
async fn an_issuer_that_names_itself_is_believed_only_when_it_does() {
    let town = Town::open().await;
    town.issuer.says("authorization_response_iss_parameter_supported", json!(true));
    let answer = town.sign_in(ada(), honest).await;
    town.assert_denied(&answer, "does not name its issuer").await;
    town.end().await;
}

#[tokio::test]
async fn a_stolen_code_is_worth_nothing_without_its_verifier() {
    let town = Town::open().await;
    let (victim, thief) = (town.begin().await, town.begin().await);
    let code = town.agree(&victim, ada(), honest);
    let answer = town.arrive(&thief, &[("code", &code), ("state", &thief.asked["state"])]).await;
    town.assert_denied(&answer, "the code was not exchanged").await;
    assert_eq!(town.issuer.times_asked("token"), 1);
    town.end().await;
}

#[tokio::test]
async fn an_issuer_that_answers_with_anything_else_lets_nobody_in() {
    type Lie = fn() -> Response;
    let answers: [(Lie, &str); 5] = [
        (|| (StatusCode::FOUND, [(header::LOCATION, "https://evil.example/")]).into_response(), "not exchanged"),
        (|| StatusCode::INTERNAL_SERVER_ERROR.into_response(), "not exchanged"),
        (|| "x".repeat(300 * 1024).into_response(), "larger than"),
        (|| axum::Json(json!({ "access_token": "a", "token_type": "Bearer" })).into_response(), "there is none"),
        (|| axum::Json(json!([])).into_response(), "not exchanged"),
    ];
    for (answer, why) in answers {
        let town = Town::open().await;
        town.issuer.answers_tokens_with(answer);
        let answer = town.sign_in(ada(), honest).await;
        assert!(matches!(answer.status.as_u16(), 403 | 503), "{why}: {}", answer.text());
        assert_eq!(answer.cookie("session"), None, "{why}");
        assert_eq!(town.log.lines(why).len(), 1, "{why}");
        assert!(town.stand.stored().await["users"].is_empty(), "{why}");
        town.end().await;
    }
}

#[tokio::test]
async fn an_issuer_that_is_another_or_away_is_not_gone_to() {
    let town = Town::open().await;
    town.issuer.says("issuer", json!("https://evil.example"));
    let begun = town.stand.send(Ask::form("/api/identity/openid/begin", "/sign-in", "")).await;
    let cookie = begun.cookie("openid").unwrap();
    let page = town.stand.send(Ask::page(begun.header("location")).with_cookie(&cookie)).await;
    assert_eq!((page.status, page.header("refresh")), (StatusCode::SERVICE_UNAVAILABLE, ""));
    assert!(page.text().contains("does not answer just now"), "{}", page.text());
    assert_eq!(town.log.lines("a sign-in could not begin").len(), 1);
    town.end().await;
}

#[tokio::test]
async fn a_journey_ends_once() {
    let town = Town::open().await;
    let journey = town.begin().await;
    let state = journey.asked["state"].clone();
    let code = town.agree(&journey, ada(), honest);
    assert_eq!(town.arrive(&journey, &[("code", &code), ("state", &state)]).await.status, StatusCode::SEE_OTHER);
    let code = town.agree(&journey, ada(), honest);
    let again = town.arrive(&journey, &[("code", &code), ("state", &state)]).await;
    assert_eq!((again.status, again.cookie("session")), (StatusCode::FORBIDDEN, None));
    town.end().await;
}

#[tokio::test]
async fn the_button_is_there_only_with_an_issuer() {
    let town = Town::open().await;
    let plain = Stand::open().await;
    for page in ["/sign-in?return_to=%2Flinks", "/register?return_to=%2Flinks"] {
        let html = town.stand.send(Ask::page(page)).await.text();
        assert!(
            html.contains("Continue with Google") && html.contains("action=\"/api/identity/openid/begin\""),
            "{html}"
        );
        let form = html.split("/api/identity/openid/begin").nth(1).unwrap();
        assert!(form.starts_with("\"><input type=\"hidden\" name=\"return_to\" value=\"/links\">"), "{html}");
        assert!(!plain.send(Ask::page(page)).await.text().contains("Google"));
    }
    for page in ["/auth/continue", "/auth/callback?code=x&state=y", "/auth/link"] {
        assert_eq!(plain.send(Ask::page(page)).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    plain.end().await;
    town.end().await;
}
