//! Id tokens that are none (OpenID Connect Core, 3.1.3.7): nobody gets in with them.

use crate::stand::{
    issuer::{CLIENT, Hand, Mischief},
    town::{Town, ada},
};
use axum::http::StatusCode;
use serde_json::json;

/// The id token is refused, and the log says why.
async fn refused(mischief: Mischief, why: &str) {
    let town = Town::open().await;
    let answer = town.sign_in(ada(), mischief).await;
    town.assert_denied(&answer, why).await;
    assert_eq!(town.log.lines("a sign-in was refused").len(), 1);
    town.end().await;
}

#[tokio::test]
async fn a_token_for_another_journey_is_refused() {
    refused(|draft| draft.claims["nonce"] = json!("another"), "nonce").await;
    refused(|draft| drop(draft.claims.as_object_mut().unwrap().remove("nonce")), "nonce").await;
}

#[tokio::test]
async fn a_token_of_another_issuer_is_refused() {
    refused(|draft| draft.claims["iss"] = json!("https://evil.example"), "Invalid issuer").await;
}

#[tokio::test]
async fn a_token_for_another_client_is_refused() {
    refused(|draft| draft.claims["aud"] = json!("another"), "Invalid audience").await;
    refused(|draft| draft.claims["aud"] = json!([]), "Invalid audience").await;
    refused(|draft| draft.claims["aud"] = json!([CLIENT, "another"]), "names no party").await;
    refused(
        |draft| {
            draft.claims["aud"] = json!([CLIENT, "another"]);
            draft.claims["azp"] = json!("another");
        },
        "another client",
    )
    .await;
    refused(|draft| draft.claims["azp"] = json!("another"), "another client").await;
}

#[tokio::test]
async fn a_token_that_nobody_signed_is_refused() {
    let unsigned: Mischief = |draft| {
        draft.header = json!({ "alg": "none" });
        draft.signed_with = Hand::Nobody;
    };
    refused(unsigned, "No signature").await;
    refused(|draft| draft.signed_with = Hand::Nobody, "Crypto error").await;
}

#[tokio::test]
async fn a_token_signed_by_somebody_else_is_refused() {
    refused(|draft| draft.signed_with = Hand::Stranger, "Crypto error").await;
    let unknown: Mischief = |draft| {
        draft.header["kid"] = json!("unknown");
        draft.signed_with = Hand::Stranger;
    };
    refused(unknown, "not one of the issuer's").await;
    let pointed: Mischief = |draft| {
        draft.header["jku"] = json!("https://evil.example/keys");
        draft.header["jwk"] = json!({ "kty": "EC" });
        draft.signed_with = Hand::Stranger;
    };
    refused(pointed, "Crypto error").await;
}

#[tokio::test]
async fn a_token_that_has_run_out_is_refused() {
    let expired: Mischief = |draft| draft.claims["exp"] = json!(draft.claims["iat"].as_i64().unwrap() - 61);
    refused(expired, "Expired").await;
    let old: Mischief = |draft| draft.claims["iat"] = json!(draft.claims["iat"].as_i64().unwrap() - 3_600);
    refused(old, "issued at").await;
    let endless: Mischief = |draft| drop(draft.claims.as_object_mut().unwrap().remove("exp"));
    refused(endless, "not exchanged").await;
}

#[tokio::test]
async fn a_token_from_the_future_is_refused() {
    let early: Mischief = |draft| draft.claims["iat"] = json!(draft.claims["iat"].as_i64().unwrap() + 120);
    refused(early, "issued at").await;
    let later: Mischief = |draft| draft.claims["nbf"] = json!(draft.claims["iat"].as_i64().unwrap() + 120);
    refused(later, "not valid yet").await;
}

#[tokio::test]
async fn clocks_may_differ_by_some_seconds() {
    let town = Town::open().await;
    let slow: Mischief = |draft| {
        for time in ["iat", "nbf"] {
            draft.claims[time] = json!(draft.claims["iat"].as_i64().unwrap() + 30);
        }
    };
    assert_eq!(town.sign_in(ada(), slow).await.status, StatusCode::SEE_OTHER);
    let fast: Mischief = |draft| draft.claims["exp"] = json!(draft.claims["iat"].as_i64().unwrap() - 20);
    assert_eq!(town.sign_in(ada(), fast).await.status, StatusCode::SEE_OTHER);
    town.end().await;
}

#[tokio::test]
async fn a_token_that_is_for_something_else_is_refused() {
    refused(|draft| draft.header["typ"] = json!("at+jwt"), "JWT type").await;
    let logout: Mischief = |draft| {
        draft.header["typ"] = json!("logout+jwt");
        draft.claims["events"] = json!({ "http://schemas.openid.net/event/backchannel-logout": {} });
    };
    refused(logout, "JWT type").await;
    let access: Mischief = |draft| {
        draft.header.as_object_mut().unwrap().remove("typ");
        draft.claims.as_object_mut().unwrap().remove("nonce");
        draft.claims["scope"] = json!("openid email");
    };
    refused(access, "nonce").await;
}

#[tokio::test]
async fn a_token_signed_with_what_the_client_knows_too_is_refused() {
    let shared: Mischief = |draft| {
        draft.header = json!({ "alg": "HS256", "typ": "JWT" });
        draft.signed_with = Hand::SharedSecret;
    };
    refused(shared, "Disallowed signature algorithm").await;
}

#[tokio::test]
async fn a_token_that_came_with_another_access_token_is_refused() {
    refused(|draft| draft.claims["at_hash"] = json!("AAAAAAAAAAAAAAAAAAAAAA"), "another access token").await;
}

#[tokio::test]
async fn a_subject_that_is_no_name_is_refused() {
    refused(|draft| draft.claims["sub"] = json!(""), "subject").await;
    refused(|draft| draft.claims["sub"] = json!("é"), "subject").await;
    refused(|draft| draft.claims["sub"] = json!("x".repeat(256)), "subject").await;
}
