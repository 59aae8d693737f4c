//! What every answer carries to keep a browser safe.

use crate::stand::{Stand, answer::Answer, ask::Ask, company::Company, person::PASSWORD};
use axum::http::Method;

const PRODUCTION: [(&str, &str); 5] = [
    ("APP_ENV", "production"),
    ("PUBLIC_URL", "https://mewayz.example"),
    ("SMTP_URL", "smtp://127.0.0.1:1"),
    ("MAIL_FROM", "Mewayz <mail@mewayz.example>"),
    ("SECRETS_KEY", "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a"),
];

/// An answer of every kind that the server gives.
async fn one_of_each(stand: &Stand, company: &Company) -> Vec<(&'static str, Answer)> {
    let sign_in = "/api/identity/sessions/sign_in";
    let asks = [
        ("landing", Ask::page("/")),
        ("sign-in", Ask::page("/sign-in")),
        ("register", Ask::page("/register")),
        ("published page", Ask::page("/@acme")),
        ("way out", Ask::page(&format!("/@acme/go/{}", company.links[0]))),
        ("unknown page", Ask::page("/nothing")),
        ("unknown page of a business", Ask::page("/@nobody")),
        ("console to a stranger", Ask::page("/links")),
        ("console", Ask::page("/links").by(&company.owner)),
        ("home", Ask::page("/home").by(&company.owner)),
        ("wrong method", Ask::call(&Method::POST, "/home", "")),
        ("chunk", Ask::page("/pkg/mewayz.0123abcd.js")),
        ("wasm", Ask::page("/pkg/mewayz.0123abcd.wasm")),
        ("unknown chunk", Ask::page("/pkg/none.js")),
        ("styles", Ask::page(&stand.state.assets.console_styles)),
        ("service worker", Ask::page("/sw.js")),
        ("offline page", Ask::page("/offline.html")),
        ("icon", Ask::page("/favicon.svg")),
        ("door", Ask::call(&Method::GET, "/api/links/page/get", "").by(&company.owner)),
        ("door to a stranger", Ask::call(&Method::GET, "/api/links/page/get", "")),
        ("unknown door", Ask::call(&Method::GET, "/api/nothing", "")),
        ("forged", Ask::call(&Method::POST, sign_in, "").with("sec-fetch-site", "cross-site")),
        ("failed form", Ask::form(sign_in, "/sign-in", "email=x")),
        ("large body", Ask::call(&Method::POST, sign_in, "").saying(vec![b'x'; 2 << 20])),
        ("large head", Ask::page("/").with("x-padding", &"x".repeat(40 << 10))),
        ("alive", Ask::page("/health/live")),
        ("ready", Ask::page("/health/ready")),
    ];
    let mut answers = Vec::new();
    for (name, ask) in asks {
        answers.push((name, stand.send(ask).await));
    }
    answers
}

/// The sources that a policy allows for one kind of thing.
fn sources<'p>(policy: &'p str, kind: &str) -> Vec<&'p str> {
    let directives = policy.split(';').map(|directive| directive.split_whitespace().collect::<Vec<_>>());
    directives.filter(|parts| parts.first() == Some(&kind)).flat_map(|parts| parts[1..].to_vec()).collect()
}

async fn open() -> (Stand, Company) {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    company.publish(&stand).await;
    (stand, company)
}

#[tokio::test]
async fn every_answer_keeps_its_page_to_what_it_is_made_of() {
    let (stand, company) = open().await;
    for (name, answer) in one_of_each(&stand, &company).await {
        let policy = answer.header("content-security-policy");
        assert_eq!(sources(policy, "default-src"), ["'none'"], "{name}: {policy}");
        for loose in ["unsafe-inline", "unsafe-eval'", "unsafe-hashes", " * ", "http:", "https:"] {
            let allowed =
                loose == "unsafe-eval'" && policy.contains("'wasm-unsafe-eval'") && !policy.contains("'unsafe-eval'");
            assert!(allowed || !policy.contains(loose), "{name} allows {loose}: {policy}");
        }
        let is_console = answer.header("x-document") == "console";
        assert_eq!(policy.contains("'wasm-unsafe-eval'"), is_console, "{name}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{name}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{name}");
        assert_eq!(answer.header("referrer-policy"), "strict-origin-when-cross-origin", "{name}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{name}");
        assert!(answer.header("permissions-policy").contains("camera=()"), "{name}");
        assert_eq!(answer.header("x-request-id").len(), 16, "{name}");
        assert_eq!((answer.header("server"), answer.header("x-powered-by")), ("", ""), "{name}");
        assert!(!answer.status.is_server_error(), "{name}: {} {}", answer.status, answer.text());
    }
    stand.end().await;
}

#[tokio::test]
async fn documents_say_who_may_frame_them_and_where_forms_go() {
    let (stand, company) = open().await;
    for (name, answer) in one_of_each(&stand, &company).await {
        if answer.header("content-type").starts_with("text/html") {
            let policy = answer.header("content-security-policy");
            for kind in ["frame-ancestors", "base-uri"] {
                assert_eq!(sources(policy, kind), ["'none'"], "{name}: {policy}");
            }
            assert!(matches!(sources(policy, "form-action")[..], ["'self'"] | ["'none'"]), "{name}: {policy}");
        }
    }
    stand.end().await;
}

#[tokio::test]
async fn a_consoles_scripts_are_named_by_a_nonce_that_is_never_used_again() {
    let (stand, company) = open().await;
    let mut nonces = Vec::new();
    for path in ["/home", "/links", "/settings", "/account", "/home"] {
        let answer = stand.send(Ask::page(path).by(&company.owner)).await;
        let (html, policy) = (answer.text(), answer.header("content-security-policy").to_owned());
        assert_eq!(answer.status, 200, "{path}: {html}");
        let nonce =
            sources(&policy, "script-src").into_iter().find_map(|source| source.strip_prefix("'nonce-")).unwrap();
        let nonce = nonce.trim_end_matches('\'').to_owned();
        assert!(nonce.len() >= 22, "128 bits: {nonce}");
        assert!(policy.contains("'strict-dynamic'"), "{policy}");
        let scripts = html.split("<script").skip(1).map(|rest| rest.split('>').next().unwrap());
        for script in scripts {
            assert!(script.contains(&format!("nonce=\"{nonce}\"")), "{path}: <script{script}>");
        }
        nonces.push(nonce);
    }
    nonces.sort();
    nonces.dedup();
    assert_eq!(nonces.len(), 5);
    stand.end().await;
}

#[tokio::test]
async fn no_document_holds_what_its_policy_forbids() {
    let (stand, company) = open().await;
    for (name, answer) in one_of_each(&stand, &company).await {
        let html = answer.text();
        if !answer.header("content-type").starts_with("text/html") || name == "offline page" {
            continue;
        }
        for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
            assert!(!tag.contains(" style=\""), "{name}: <{tag}>");
            let handler = tag
                .split_whitespace()
                .skip(1)
                .find(|attribute| attribute.starts_with("on") && attribute.contains("=\""));
            assert_eq!(handler, None, "{name}: <{tag}>");
            assert!(!tag.contains("javascript:"), "{name}: <{tag}>");
        }
    }
    stand.end().await;
}

#[tokio::test]
async fn every_answer_says_what_it_is() {
    let (stand, company) = open().await;
    for (name, answer) in one_of_each(&stand, &company).await {
        let said = answer.header("content-type").to_owned();
        if answer.body.is_empty() {
            continue;
        }
        assert!(!said.is_empty(), "{name}: {}", answer.text());
        assert!(!said.starts_with("text/") || said.ends_with("; charset=utf-8"), "{name}: {said}");
        let is = match said.split(';').next().unwrap() {
            "text/html" => answer.text().to_lowercase().starts_with("<!doctype html>"),
            "application/json" => serde_json::from_slice::<serde_json::Value>(&answer.body).is_ok(),
            "image/svg+xml" => answer.text().starts_with("<svg"),
            "application/wasm" => answer.body.starts_with(b"\0asm"),
            "text/plain" | "text/css" | "text/javascript" | "application/manifest+json" => true,
            other => panic!("{name}: {other}"),
        };
        assert!(is, "{name} is no {said}: {}", answer.text());
    }
    stand.end().await;
}

#[tokio::test]
async fn a_page_of_a_business_runs_nothing() {
    let (stand, _) = open().await;
    let answer = stand.send(Ask::page("/@acme")).await;
    let policy = answer.header("content-security-policy");
    assert_eq!(sources(policy, "script-src"), ["'none'"], "{policy}");
    for kind in ["connect-src", "worker-src", "manifest-src", "object-src"] {
        assert!(sources(policy, kind).is_empty(), "{kind} is more than default-src: {policy}");
    }
    assert!(!answer.text().contains("<script"), "{}", answer.text());
    let ours = stand.send(Ask::page("/sign-in")).await;
    assert_eq!(sources(ours.header("content-security-policy"), "script-src"), ["'self'"]);
    stand.end().await;
}

#[tokio::test]
async fn nothing_is_listed_and_no_source_is_served() {
    let (stand, _) = open().await;
    for path in [
        "/pkg/",
        "/pkg",
        "/icons/",
        "/fonts/",
        "/public/",
        "/.git/config",
        "/.git/HEAD",
        "/.env",
        "/Cargo.toml",
        "/Cargo.lock",
        "/server/src/main.rs",
        "/pkg/../Cargo.toml",
        "/pkg/hash.txt",
        "/hash.txt",
        "/deny.toml",
        "/docs/map.txt",
        "/api",
        "/api/",
        "/metrics",
        "/health",
        "/pkg/mewayz.0123abcd.js.map",
    ] {
        let answer = stand.send(Ask::page(path)).await;
        assert_eq!(answer.status, 404, "{path}: {}", answer.text());
        assert!(!answer.text().contains("0123abcd"), "{path} lists: {}", answer.text());
    }
    stand.end().await;
}

#[tokio::test]
async fn a_visitors_styles_are_the_ones_that_its_policy_names() {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    use sha2::{Digest as _, Sha256};

    let (stand, _) = open().await;
    for path in ["/", "/sign-in", "/register", "/@acme", "/nothing", "/offline.html"] {
        let answer = stand.send(Ask::page(path)).await;
        let html = answer.text();
        let sheets: Vec<&str> =
            html.split("<style>").skip(1).map(|rest| rest.split("</style>").next().unwrap()).collect();
        let hashes: Vec<String> = sheets
            .iter()
            .map(|sheet| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(sheet.as_bytes()))))
            .collect();
        assert_eq!(sources(answer.header("content-security-policy"), "style-src"), hashes, "{path}");
    }
    stand.end().await;
}

#[tokio::test]
async fn what_is_somebodys_own_is_kept_by_no_cache() {
    let (stand, company) = open().await;
    for (name, answer) in one_of_each(&stand, &company).await {
        let lasting = answer.header("cache-control");
        match name {
            "chunk" | "wasm" | "styles" => assert_eq!(lasting, "public, max-age=31536000, immutable", "{name}"),
            "landing" | "published page" | "service worker" | "offline page" | "icon" => {
                assert_eq!(lasting, "no-cache", "{name}")
            }
            "wrong method" | "large body" | "large head" => {}
            _ => assert_eq!(lasting, "no-store", "{name}"),
        }
    }
    stand.end().await;
}

#[tokio::test]
async fn production_insists_on_tls_and_shows_no_tools() {
    let stand = Stand::open_with(&PRODUCTION).await;
    let company = Company::found(&stand, "acme").await;
    for (name, answer) in one_of_each(&stand, &company).await {
        assert_eq!(answer.header("strict-transport-security"), "max-age=63072000; includeSubDomains", "{name}");
    }
    let fields = format!("email={}&password={}", company.owner.email, PASSWORD.replace(' ', "+"));
    let ask = Ask::call(&Method::POST, "/api/identity/sessions/sign_in", &fields);
    let answer = stand.send(ask.with_cookie(&format!("__Host-device={}", company.owner.device))).await;
    let cookie = answer.cookies().into_iter().find(|line| line.starts_with("__Host-session=")).unwrap().to_owned();
    for attribute in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    let unprefixed = format!("session={}", company.owner.token);
    let plain = stand.send(Ask::call(&Method::GET, "/api/identity/account/me", "").with_cookie(&unprefixed)).await;
    assert_eq!(plain.status, 401, "a cookie without the prefix opens nothing");
    for tool in ["/ui", "/dev/mail", "/metrics"] {
        let own = cookie.split(';').next().unwrap();
        assert_eq!(stand.send(Ask::page(tool).with_cookie(own)).await.status, 404, "{tool}");
    }
    stand.end().await;
}
