//! Texts that are not what they look like: clear answers, nothing stored that hides or turns,
//! and nobody who passes for somebody else.

use crate::stand::{
    self, Stand,
    answer::Answer,
    ask::Ask,
    company::Company,
    person::{PASSWORD, Person},
    tries::{doors, fields, ids_of},
};
use axum::http::{Method, StatusCode};
use bson::Bson;
use kernel::{AppError, hidden::is_hidden};
use std::{
    net::Ipv4Addr,
    time::{Duration, Instant},
};

const BEGIN: &str = "/api/identity/registrations/begin";
const SIGN_IN: &str = "/api/identity/sessions/sign_in";
const CREATE: &str = "/api/workspaces/workspace/create";
/// Turn the direction of what follows, show nothing, break lines, or end a text in C.
const HIDING: [&str; 7] =
    ["\u{202e}live", "pay\u{200b}pal", "pay\u{2060}pal", "a\u{2066}b", "a\u{0}b", "a\nb", "\u{feff}Ada"];

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Texts as they stand in a body, some of which no text is.
fn hostile_values() -> Vec<String> {
    let hiding = HIDING.iter().map(|text| encoded(text));
    let broken = ["%ED%A0%80", "%ED%BF%BF", "%FF%FE", "%C0%AF", "%F4%90%80%80", "%00", "%"].map(str::to_owned);
    let long = ["x".repeat(900_000), encoded(&"\u{fdfa}".repeat(9_000)), encoded(&"e\u{301}".repeat(20_000))];
    let odd = ["👩‍👩‍👧‍👦", "İ", "ß", "ﬁ", "Å", "𝕬𝖉𝖆", "\u{1f1e6}"].map(encoded);
    hiding.chain(broken).chain(long).chain(odd).collect()
}

/// The field error of a refused form.
fn refused(answer: &Answer) -> AppError {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text());
    answer.error()
}

#[tokio::test]
async fn every_field_of_every_door_answers_clearly_whatever_stands_in_it() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let before = stand.stored().await;
    let mut network = Ipv4Addr::new(203, 0, 113, 0).to_bits();
    for door in doors() {
        let owner = company.owner.on_another_device(&stand).await;
        let all = fields(&door, &ids_of(&company, &door));
        for (name, _) in form_urlencoded::parse(all.as_bytes()) {
            let others = form_urlencoded::parse(all.as_bytes()).filter(|(other, _)| *other != name);
            let others = form_urlencoded::Serializer::new(String::new()).extend_pairs(others).finish();
            for value in hostile_values() {
                network += 1;
                // Longer than an address may be, it is refused before any door.
                if stand::ask::method_of(door.path) == Method::GET && value.len() > 4_000 {
                    continue;
                }
                let ask = Ask::door(&door, &format!("{others}&{name}={value}")).from(Ipv4Addr::from_bits(network));
                let ask = if door.path.contains("/sign_out") { ask } else { ask.by(&owner) };
                let began = Instant::now();
                let answer = stand.send(ask).await;
                let shown: String = value.chars().take(30).collect();
                assert!(!answer.status.is_server_error(), "{} {name}={shown}: {}", door.path, answer.text());
                assert!(began.elapsed() < Duration::from_secs(5), "{} {name}={shown} took long", door.path);
            }
        }
    }
    assert_eq!(stand.stored().await["users"].len(), before["users"].len());
    nothing_hides(&stand).await;
    stand.end().await;
}

/// No text that is stored has a sign in it that hides or turns; paragraphs may be parted.
async fn nothing_hides(stand: &Stand) {
    for (collection, document) in
        stand.stored().await.into_iter().flat_map(|(name, all)| all.into_iter().map(move |one| (name.clone(), one)))
    {
        let mut texts = Vec::new();
        collect(&Bson::Document(document), &mut texts);
        // A mail keeps names that others typed from turning into links by a space of no width.
        let is_ours = |sign| sign == '\n' || (collection == "jobs" && sign == '\u{200b}');
        let hiding = texts.iter().find(|text| text.chars().any(|sign| is_hidden(sign) && !is_ours(sign)));
        assert!(hiding.is_none(), "{collection} holds {hiding:?}");
    }
}

fn collect(value: &Bson, texts: &mut Vec<String>) {
    match value {
        Bson::String(text) => texts.push(text.clone()),
        Bson::Array(values) => values.iter().for_each(|value| collect(value, texts)),
        Bson::Document(document) => document.values().for_each(|value| collect(value, texts)),
        _ => {}
    }
}

#[tokio::test]
async fn twins_of_an_address_are_one_person() {
    let stand = Stand::open().await;
    let zoe = Person::register(&stand, "zo\u{eb}").await;
    let sign_in = |email: &str| {
        let fields = format!("email={}&password={}", encoded(email), encoded(PASSWORD));
        stand.send(Ask::call(&Method::POST, SIGN_IN, &fields))
    };
    for twin in ["zoe\u{308}@example.com", "ZOE\u{308}@EXAMPLE.COM", " Zo\u{cb}@example.com "] {
        let answer = sign_in(twin).await;
        let cookie = answer.cookie("session").unwrap_or_else(|| panic!("{twin}: {}", answer.text()));
        let me = stand.send(Ask::call(&Method::GET, "/api/identity/account/me", "").with_cookie(&cookie)).await;
        assert!(me.text().contains(&zoe.email), "{}", me.text());
    }
    for stranger in ["zoe@example.com", "zo\u{eb}\u{200d}@example.com", "z\u{3bf}\u{eb}@example.com"] {
        assert_eq!(sign_in(stranger).await.cookie("session"), None, "{stranger}");
    }
    assert_eq!(stand.stored().await["users"].len(), 1);
    stand.end().await;
}

#[tokio::test]
async fn a_name_cannot_hide_or_turn_anything() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let post =
        |path: &'static str, fields: String| stand.send(Ask::call(&Method::POST, path, &fields).by(&company.owner));
    for (number, name) in HIDING.iter().enumerate() {
        let name = encoded(name);
        // Here a space takes the place of what hides.
        post(CREATE, format!("name={name}&slug=evil-works-{number}&time_zone=UTC")).await;
        let person = format!("name={name}&email=eve%40example.com&password={}", encoded(PASSWORD));
        assert!(refused(&post(BEGIN, person).await).of_field("name").is_some(), "{name}");
        let link = format!("title={name}&target=https%3A%2F%2Fexample.com");
        assert!(refused(&post("/api/links/link/add", link).await).of_field("title").is_some(), "{name}");
    }
    assert_eq!(stand.stored().await["workspaces"].len(), 1 + HIDING.len());
    nothing_hides(&stand).await;
    stand.end().await;
}

#[tokio::test]
async fn an_address_that_looks_like_another_is_refused() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme-mill").await;
    for twin in [
        "аcme-mill",
        "acrne-mill",
        "acme-mi11",
        "ACME-MILL",
        "acme\u{2010}mill",
        "acme-mill\u{200b}",
        "ａcme-mill",
        "acme--mill",
        "acme-m\u{131}ll",
        "@acme-mill",
    ] {
        let fields = format!("name=Other&slug={}&time_zone=UTC", encoded(twin));
        let answer = stand.send(Ask::call(&Method::POST, CREATE, &fields).by(&company.owner)).await;
        assert!(answer.status.is_client_error(), "{twin}: {} {}", answer.status, answer.text());
    }
    assert_eq!(stand.stored().await["workspaces"].len(), 1);
    stand.end().await;
}

#[tokio::test]
async fn an_address_of_broken_bytes_is_a_designed_404() {
    let stand = Stand::open().await;
    for path in ["/@%ED%A0%80", "/@%00acme", "/@%E2%80%AEacme", "/@acme%00", "/@%C0%AF", "/%ED%A0%80", "/@acme/go/%FF"]
    {
        let answer = stand.send(Ask::page(path)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.text().contains('\u{202e}'), "{path}");
    }
    stand.end().await;
}
