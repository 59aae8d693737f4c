//! Somebody tries passwords at one account, ten thousand times.

use crate::stand::{Stand, ask::Ask, company::Company, person::Person};
use axum::http::{Method, StatusCode};
use futures::{StreamExt as _, stream};
use identity::password::pool::pool;
use std::{
    collections::BTreeMap,
    net::Ipv4Addr,
    time::{Duration, Instant},
};
use tower::ServiceExt as _;

const SIGN_IN: &str = "/api/identity/sessions/sign_in";
const GUESSES: u32 = 10_000;
/// So many failures in a row NIST SP 800-63B-4 (3.2.2) allows.
const MOST_HASHES: u64 = 100;
/// How many guesses are under way at a time.
const AT_ONCE: usize = 64;
const ATTACKER: Ipv4Addr = Ipv4Addr::new(198, 51, 100, 66);
const VICTIM: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 7);

/// One of the guesses, each of which names another address before the proxy's own entry.
fn guess(email: &str, number: u32, seen_by_proxy: Ipv4Addr) -> Ask {
    let invented = Ipv4Addr::from_bits(0x0b00_0000 + number);
    let fields = format!("email={email}&password=guess+number+{number}");
    Ask::call(&Method::POST, SIGN_IN, &fields)
        .from(ATTACKER)
        .with("x-forwarded-for", &format!("{invented}, {seen_by_proxy}"))
}

/// Sends all guesses; how many were answered with which status.
async fn storm(stand: &Stand, guesses: impl Iterator<Item = Ask>) -> BTreeMap<u16, u32> {
    let mut answers = BTreeMap::new();
    let mut coming = stream::iter(guesses.map(|ask| stand.send(ask))).buffer_unordered(AT_ONCE);
    while let Some(answer) = coming.next().await {
        *answers.entry(answer.status.as_u16()).or_default() += 1;
    }
    answers
}

/// The owner of the account, at home, in a browser of theirs.
async fn gets_in(stand: &Stand, owner: &Person) {
    let ask = owner.signs_in().from(VICTIM).with("x-forwarded-for", &VICTIM.to_string());
    let answer = stand.send(ask).await;
    assert!(answer.cookie("session").is_some(), "{}", answer.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn invented_addresses_are_all_one_network() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    let before = pool().worked();
    let answers = storm(&stand, (0..GUESSES).map(|number| guess(&company.owner.email, number, ATTACKER))).await;
    let hashed = pool().worked() - before;
    assert!(hashed <= 30, "{hashed} hashes; {answers:?}");
    assert_eq!(answers.keys().copied().collect::<Vec<_>>(), [422, 429], "{answers:?}");
    gets_in(&stand, &company.owner).await;
    stand.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_guesses_at_one_account_cost_at_most_a_hundred_hashes() {
    // Every guess comes from a network of its own, and our proxy says so.
    let stand = Stand::open_with(&[("TRUSTED_PROXIES", "1")]).await;
    let company = Company::found(&stand, "acme").await;
    for (email, guesses) in [(company.owner.email.as_str(), GUESSES), ("nobody@example.com", GUESSES / 20)] {
        let before = pool().worked();
        let networks = (0..guesses).map(|number| Ipv4Addr::from_bits(0xc612_0000 + number));
        let answers = storm(&stand, networks.zip(0..).map(|(network, number)| guess(email, number, network))).await;
        let hashed = pool().worked() - before;
        assert!(hashed <= MOST_HASHES, "{hashed} hashes for {email}; {answers:?}");
        assert_eq!(answers.keys().copied().collect::<Vec<_>>(), [422, 429], "{email}: {answers:?}");
    }
    gets_in(&stand, &company.owner).await;
    stand.end().await;
}

#[tokio::test]
async fn a_new_database_has_no_accounts() {
    let stand = Stand::open().await;
    let stored = stand.stored().await;
    for collection in ["users", "sessions", "memberships", "workspaces"] {
        assert!(stored.get(collection).is_none_or(Vec::is_empty), "{collection}: {:?}", stored.get(collection));
    }
    stand.end().await;
}

/// Guesses a second.
const PER_SECOND: u64 = 100;
const VISITS: usize = 200;
const ROUNDS: usize = 6;

/// Idle and stormed in turns, so that what else the machine does falls on both. The 99th of a
/// hundred is `bin/bench`'s: a build for tests on a shared machine tells the 90th apart, no more.
#[tokio::test(flavor = "multi_thread")]
async fn pages_stay_quick_while_an_account_is_stormed() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    company.publish(&stand).await;
    let (mut idle, mut stormed) = (Vec::new(), Vec::new());
    visits(&stand).await;
    for _ in 0..ROUNDS {
        idle.extend(visits(&stand).await);
        let storming = tokio::spawn(storm_steadily(stand.router.clone(), company.owner.email.clone()));
        stormed.extend(visits(&stand).await);
        storming.abort();
    }
    let ratio = percentile(&stormed, 90) as f64 / percentile(&idle, 90) as f64;
    let told = |times: &[u64]| [50, 90, 99].map(|percent| percentile(times, percent) / 1_000);
    assert!(ratio <= 1.5, "p90 is {ratio:.2} times as long: {:?} and {:?} µs", told(&idle), told(&stormed));
    stand.end().await;
}

async fn storm_steadily(router: axum::Router, email: String) {
    let mut tick = tokio::time::interval(Duration::from_millis(1_000 / PER_SECOND));
    for number in 0.. {
        tick.tick().await;
        tokio::spawn(router.clone().oneshot(guess(&email, number, ATTACKER).into_request()));
    }
}

async fn visits(stand: &Stand) -> Vec<u64> {
    let mut times = Vec::new();
    for _ in 0..VISITS {
        let began = Instant::now();
        assert_eq!(stand.send(Ask::page("/@acme")).await.status, StatusCode::OK);
        times.push(began.elapsed().as_nanos() as u64);
    }
    times
}

fn percentile(times: &[u64], percent: usize) -> u64 {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    sorted[times.len() * percent / 100]
}
