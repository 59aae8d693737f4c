//! An account and somebody at an issuer become one from inside, over HTTP.

use crate::stand::{
    answer::Answer,
    ask::Ask,
    issuer::Mischief,
    person::{PASSWORD, Person},
    town::{Journey, Town, ada, honest},
};
use axum::http::{Method, StatusCode};
use bson::doc;
use identity::{openid::Leaving, session::record::Session, sign_in_methods::SignInMethods};
use kernel::{AppError, Timestamp, authority::STEP_UP_AGE};
use serde_json::json;
use std::time::Duration;

async fn methods(town: &Town, person: &Person) -> SignInMethods {
    let ask = Ask::call(&Method::GET, "/api/identity/sign_in_methods/list", "").by(person);
    town.stand.send(ask).await.json()
}

/// The page says so, and the browser goes to the issuer and back.
async fn link(town: &Town, person: &Person) -> Journey {
    let door = town.stand.send(Ask::call(&Method::POST, "/api/identity/openid/link", "").by(person)).await;
    let cookie = door.cookie("openid").expect("a cookie ties the browser to its journey");
    assert_eq!(door.header("location"), "", "a hydrated page goes there by itself");
    let Leaving { path } = door.json();
    town.leave(&path, &cookie).await
}

#[tokio::test]
async fn who_has_an_account_signs_in_to_it_and_says_that_the_two_are_one() {
    let town = Town::open().await;
    let person = Person::register(&town.stand, "ada").await;
    let journey = town.begin().await;
    let code = town.agree(&journey, ada(), honest);
    let page = town.arrive(&journey, &[("code", &code), ("state", &journey.asked["state"])]).await;
    let onward = "/sign-in?return_to=%2Fauth%2Flink";
    assert!(page.text().contains(&format!("href=\"{onward}\"")), "{}", page.text());
    let stranger = town.stand.send(Ask::page("/auth/link").with_cookie(&journey.cookie)).await;
    assert_eq!(stranger.header("location"), onward);

    let fields = format!("email={}&password={}&return_to=%2Fauth%2Flink", person.email, PASSWORD.replace(' ', "+"));
    let form = Ask::form("/api/identity/sessions/sign_in", onward, &fields).with_cookie(&journey.cookie);
    let signed_in = town.stand.send(form).await;
    assert_eq!(signed_in.header("location"), "/auth/link");
    let both = format!("{}; {}", journey.cookie, signed_in.cookie("session").unwrap());
    let question = town.stand.send(Ask::page("/auth/link").with_cookie(&both)).await;
    assert!(question.text().contains("action=\"/api/identity/openid/confirm_link\""), "{}", question.text());
    assert_eq!(methods(&town, &person).await.openid.unwrap().linked, None, "a page changes nothing");

    let form = Ask::form("/api/identity/openid/confirm_link", "/auth/link", "").with_cookie(&both);
    let linked = town.stand.send(form).await;
    assert_eq!((linked.status, linked.header("location")), (StatusCode::SEE_OTHER, "/account"), "{}", linked.text());
    assert_eq!(methods(&town, &person).await.openid.unwrap().linked.as_deref(), Some("ada@example.com"));
    let again = town.sign_in(ada(), honest).await;
    assert_eq!((again.status, again.header("location")), (StatusCode::SEE_OTHER, "/home"));
    town.end().await;
}

#[tokio::test]
async fn who_signed_in_a_while_ago_shows_who_they_are_on_the_page_that_links() {
    let town = Town::open().await;
    let ada_here = Person::register(&town.stand, "ada").await;
    let journey = town.begin().await;
    let code = town.agree(&journey, ada(), honest);
    town.arrive(&journey, &[("code", &code), ("state", &journey.asked["state"])]).await;
    ada_here.confirmed_ago(&town.stand, STEP_UP_AGE + Duration::from_secs(60)).await;
    let page = |token: &str| Ask::page("/auth/link").with_cookie(&format!("{}; {token}", journey.cookie));
    let form = |action: &str, fields: &str, token: &str| {
        Ask::form(action, "/auth/link", fields).with_cookie(&format!("{}; {token}", journey.cookie))
    };
    let before = format!("{}={}", ada_here.cookie, ada_here.token);
    let asks = town.stand.send(page(&before)).await.text();
    assert!(asks.contains("action=\"/api/identity/sessions/confirm\"") && asks.contains("current-password"), "{asks}");
    assert!(!asks.contains("confirm_link"), "{asks}");

    let wrong = town.stand.send(form("/api/identity/sessions/confirm", "password=wrong", &before)).await;
    assert_eq!((wrong.status, wrong.header("location")), (StatusCode::SEE_OTHER, "/auth/link"));
    let returned = format!("{before}; {}", wrong.cookie("returned").unwrap());
    assert!(town.stand.send(page(&returned)).await.text().contains("This is not your password."));

    let password = format!("password={}", PASSWORD.replace(' ', "+"));
    let right = town.stand.send(form("/api/identity/sessions/confirm", &password, &before)).await;
    assert_eq!((right.status, right.header("location")), (StatusCode::SEE_OTHER, "/auth/link"));
    let after = right.cookie("session").expect("a new token");
    assert!(town.stand.send(page(&after)).await.text().contains("action=\"/api/identity/openid/confirm_link\""));
    let linked = town.stand.send(form("/api/identity/openid/confirm_link", "", &after)).await;
    assert_eq!(linked.header("location"), "/account", "{}", linked.text());
    town.end().await;
}

#[tokio::test]
async fn a_person_links_from_inside_and_unlinks() {
    let town = Town::open().await;
    let bob = Person::register(&town.stand, "bob").await;
    let journey = link(&town, &bob).await;
    let code = town.agree(&journey, ada(), honest);
    let both = Journey { cookie: format!("{}; {}={}", journey.cookie, bob.cookie, bob.token), asked: journey.asked };
    let back = town.arrive(&both, &[("code", &code), ("state", &both.asked["state"])]).await;
    assert_eq!((back.status, back.header("location")), (StatusCode::SEE_OTHER, "/account"), "{}", back.text());
    assert_eq!(methods(&town, &bob).await.openid.unwrap().linked.as_deref(), Some("ada@example.com"));

    let unlink = || Ask::call(&Method::POST, "/api/identity/openid/unlink", "").by(&bob);
    assert_eq!(town.stand.send(unlink()).await.status, StatusCode::OK);
    assert_eq!(methods(&town, &bob).await.openid.unwrap().linked, None);
    town.end().await;
}

#[tokio::test]
async fn what_changes_the_ways_in_asks_who_one_is() {
    let town = Town::open().await;
    let person = Person::register(&town.stand, "ada").await;
    let long_ago = doc! { "$set": { "confirmed_at": Timestamp::from_millis(0) } };
    let session = doc! { "_id": person.session.as_str() };
    town.stand.platform().platform_db().of::<Session>().update(session, long_ago).await.unwrap();
    let before = town.stand.stored().await;
    for door in ["link", "unlink", "confirm_link"] {
        let ask = Ask::call(&Method::POST, &format!("/api/identity/openid/{door}"), "").by(&person);
        let answer = town.stand.send(ask).await;
        assert_eq!((answer.status, answer.error()), (StatusCode::UNAUTHORIZED, AppError::StepUp), "{door}");
        assert_eq!(answer.cookie("openid"), None, "{door}");
    }
    assert_eq!(town.stand.stored().await, before);
    town.end().await;
}

/// Somebody without a password goes to the issuer to show who they are, and is back.
async fn confirms(town: &Town, session: &str, mischief: Mischief) -> (Journey, Answer) {
    let ask = Ask::call(&Method::POST, "/api/identity/openid/confirm", "return_to=%2Flinks").with_cookie(session);
    let door = town.stand.send(ask).await;
    let Leaving { path } = door.json();
    let journey = town.leave(&path, &door.cookie("openid").unwrap()).await;
    let code = town.agree(&journey, ada(), mischief);
    let both = Journey { cookie: format!("{}; {session}", journey.cookie), asked: journey.asked };
    let back = town.arrive(&both, &[("code", &code), ("state", &both.asked["state"])]).await;
    (both, back)
}

#[tokio::test]
async fn who_shows_at_the_issuer_who_they_are_is_asked_there_anew() {
    let town = Town::open().await;
    let session = town.sign_in(ada(), honest).await.cookie("session").unwrap();
    let silent: Mischief = |draft| drop(draft.claims.as_object_mut().unwrap().remove("auth_time"));
    let stale: Mischief = |draft| draft.claims["auth_time"] = (draft.claims["iat"].as_i64().unwrap() - 3_600).into();
    for heedless in [silent, stale] {
        let (journey, back) = confirms(&town, &session, heedless).await;
        assert_eq!(journey.asked["max_age"], "0");
        assert_eq!(journey.asked.get("prompt"), None, "an issuer may refuse a prompt that it does not know");
        assert_eq!((back.status, back.cookie("session")), (StatusCode::FORBIDDEN, None));
        assert!(back.text().contains("without asking who you are"), "{}", back.text());
    }
    assert_eq!(town.begin().await.asked.get("max_age"), None, "who signs in may be signed in there");
    town.end().await;

    let town = Town::open().await;
    town.issuer.says("prompt_values_supported", json!(["none", "login"]));
    let session = town.sign_in(ada(), honest).await.cookie("session").unwrap();
    let (journey, back) = confirms(&town, &session, honest).await;
    assert_eq!((journey.asked["max_age"].as_str(), journey.asked["prompt"].as_str()), ("0", "login"));
    assert_eq!(back.header("location"), "/links");
    town.end().await;
}

#[tokio::test]
async fn an_issuer_confirms_only_who_has_nothing_else_to_show() {
    let town = Town::open().await;
    let with_password = Person::register(&town.stand, "bob").await;
    let confirm = Ask::call(&Method::POST, "/api/identity/openid/confirm", "return_to=%2Flinks").by(&with_password);
    let refused = town.stand.send(confirm).await;
    assert!(refused.error().to_string().contains("your password"), "{}", refused.text());
    assert_eq!(refused.cookie("openid"), None);

    let session = town.sign_in(ada(), honest).await.cookie("session").unwrap();
    let (_, back) = confirms(&town, &session, honest).await;
    assert_eq!((back.status, back.header("location")), (StatusCode::SEE_OTHER, "/links"), "{}", back.text());
    assert_ne!(back.cookie("session").expect("a new token"), session);
    town.end().await;
}
