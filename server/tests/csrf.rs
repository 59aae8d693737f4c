//! Requests that another site makes a browser send.

use crate::stand::{
    PUBLIC_URL, Stand,
    ask::{Ask, method_of},
    company::Company,
    tries::{doors, fields, ids_of},
};
use axum::http::{Method, StatusCode};

const FORM: &str = "application/x-www-form-urlencoded";
/// What a page can make a browser send, with and without a preflight, and what it can't.
const CONTENT_TYPES: [Option<&str>; 5] =
    [Some(FORM), Some("application/json"), Some("text/plain"), Some("multipart/form-data; boundary=x"), None];
const SITES: [Option<&str>; 5] = [Some("cross-site"), Some("same-site"), Some("none"), Some("nonsense"), None];
const ORIGINS: [Option<&str>; 5] =
    [Some("https://evil.example"), Some("http://localhost:3000.evil.example"), Some("null"), Some(PUBLIC_URL), None];

fn headed(ask: Ask, headers: [(&str, Option<&str>); 3]) -> Ask {
    headers.into_iter().fold(ask, |ask, (name, value)| match value {
        Some(value) => ask.with(name, value),
        None => ask.without(name),
    })
}

/// Without the header of newer browsers the origin decides; with it, nothing else.
fn is_really_ours(site: Option<&str>, origin: Option<&str>) -> bool {
    site.is_none() && origin == Some(PUBLIC_URL)
}

#[tokio::test]
async fn nothing_changes_unless_the_request_is_really_ours() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    company.publish(&stand).await;
    let before = stand.stored().await;
    for door in doors().into_iter().filter(|door| method_of(door.path) == Method::POST) {
        let body = fields(&door, &ids_of(&company, &door));
        for content_type in CONTENT_TYPES {
            for (site, origin) in SITES.iter().flat_map(|site| ORIGINS.iter().map(move |origin| (*site, *origin))) {
                if is_really_ours(site, origin) {
                    continue;
                }
                let ask = Ask::call(&Method::POST, door.path, &body).by(&company.owner);
                let headers = [("content-type", content_type), ("sec-fetch-site", site), ("origin", origin)];
                let answer = stand.send(headed(ask, headers)).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{} {content_type:?} {site:?} {origin:?}", door.path);
                assert!(answer.cookies().is_empty(), "{} {content_type:?} {site:?} {origin:?}", door.path);
            }
        }
    }
    assert_eq!(stand.stored().await, before);
    stand.end().await;
}

#[tokio::test]
async fn a_referer_counts_only_where_it_is_ours() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let sent = |referer: &str, origin: Option<&str>| {
        let ask = Ask::call(&Method::POST, "/api/links/page/publish", "").by(&company.owner).with("referer", referer);
        headed(ask, [("content-type", Some(FORM)), ("sec-fetch-site", None), ("origin", origin)])
    };
    for (referer, origin) in [
        ("https://evil.example/http://localhost:3000", None),
        ("http://localhost:3000.evil.example/", None),
        ("http://localhost:3000@evil.example/", None),
        ("http://localhost:3000/links", Some("https://evil.example")),
        ("http://localhost:3000/links", Some("null")),
    ] {
        let answer = stand.send(sent(referer, origin)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{referer} {origin:?}");
    }
    assert_eq!(stand.send(sent("http://localhost:3000/links", None)).await.status, StatusCode::OK);
    stand.end().await;
}

#[tokio::test]
async fn our_own_forms_are_taken() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    for (site, origin) in
        [(Some("same-origin"), None), (Some("same-origin"), Some(PUBLIC_URL)), (None, Some(PUBLIC_URL))]
    {
        for content_type in CONTENT_TYPES {
            let headers = [("content-type", content_type), ("sec-fetch-site", site), ("origin", origin)];
            let answer = stand.send(headed(company.owner.signs_in(), headers)).await;
            let is_taken = answer.cookie("session").is_some();
            assert!(is_taken || content_type != Some(FORM), "{site:?} {origin:?}: {}", answer.text());
            assert!(!answer.status.is_server_error(), "{content_type:?}: {} {}", answer.status, answer.text());
        }
    }
    stand.end().await;
}

#[tokio::test]
async fn no_other_method_does_anything() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let before = stand.stored().await;
    for door in doors() {
        let (body, taken) = (fields(&door, &ids_of(&company, &door)), method_of(door.path));
        for method in ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "GET", "POST"] {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            if method == taken || (method == Method::HEAD && taken == Method::GET) {
                continue;
            }
            let answer = stand.send(Ask::call(&method, door.path, &body).by(&company.owner)).await;
            let refused = matches!(answer.status, StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED);
            assert!(refused, "{method} {}: {} {}", door.path, answer.status, answer.text());
            assert_eq!(answer.header("access-control-allow-origin"), "", "{method} {}", door.path);
        }
    }
    assert_eq!(stand.stored().await, before);
    for page in ["/", "/sign-in", "/home", "/@acme"] {
        for method in [Method::POST, Method::PUT, Method::DELETE, Method::TRACE] {
            let answer = stand.send(Ask::call(&method, page, "").by(&company.owner)).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {page}");
        }
    }
    stand.end().await;
}

#[tokio::test]
async fn a_method_that_is_only_claimed_is_not_believed() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let before = stand.stored().await;
    for door in doors().into_iter().filter(|door| method_of(door.path) == Method::POST) {
        let fields = format!("{}&_method=POST", fields(&door, &ids_of(&company, &door)));
        for header in ["x-http-method-override", "x-http-method", "x-method-override"] {
            let ask = Ask::call(&Method::GET, door.path, &fields).by(&company.owner).with(header, "POST");
            assert_eq!(stand.send(ask).await.status, StatusCode::NOT_FOUND, "{header} {}", door.path);
        }
    }
    assert_eq!(stand.stored().await, before);
    stand.end().await;
}
