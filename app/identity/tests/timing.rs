//! Time does not tell whether an address has an account.

use crate::support::{ADA, House, from};
use identity::password::pool::PasswordPool;
use kernel::testing::ranks::{likeliness, median};
use std::time::Instant;

/// As many as quality asks for.
const ROUNDS: u32 = 500;
/// Each fifth round has a second stranger: what differs between strangers is the machine.
const CONTROLS: u32 = 5;
const WARM_UP: u32 = 10;
const STRANGER: &str = "bob@example.com";
const SECOND_STRANGER: &str = "eve@example.com";
/// How far medians may be apart, in thousandths, and how unlikely the ranks may be.
const MOST_APART: i64 = 50;
const UNLIKELY: f64 = 0.01;
/// How often all of it is measured while strangers differ from strangers.
const TRIES: usize = 3;

#[derive(Default)]
struct Times {
    known: Vec<u64>,
    unknown: Vec<u64>,
    control: Vec<u64>,
}

/// What is told apart: by how many thousandths the medians differ, and how likely the ranks are.
#[derive(Debug, Clone, Copy)]
struct Apart(i64, f64);

impl Apart {
    fn of(one: &[u64], other: &[u64]) -> Self {
        let (one_median, other_median) = (median(one) as i64, median(other).max(1) as i64);
        Self((one_median - other_median) * 1_000 / other_median, likeliness(one, other))
    }

    fn is_told(self) -> bool {
        self.0.abs() >= MOST_APART || self.1 <= UNLIKELY
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_in_takes_the_same_time_for_every_address() {
    let mut house = House::open().await;
    house.register(ADA).await;
    // One hash at a time, so that none waits for another.
    house.pool = PasswordPool::new(1, 64);
    let mut seen = Vec::new();
    while seen.len() < TRIES {
        let times = measure(&house).await;
        let (account, machine) = (Apart::of(&times.known, &times.unknown), Apart::of(&times.control, &times.unknown));
        seen.push((account, machine));
        if !account.is_told() {
            return house.end().await;
        }
        assert!(machine.is_told(), "an account is told from none by {account:?}, strangers by {machine:?}");
    }
    panic!("the machine tells one stranger from another, so nothing can be said of accounts: {seen:?}");
}

/// Wrong passwords for an address with an account and for addresses without, in an order that is
/// drawn anew each time. A round during which the machine did something else is left out whole.
async fn measure(house: &House) -> Times {
    let mut rounds: Vec<Vec<(&str, u64)>> = Vec::new();
    for round in 0..ROUNDS + WARM_UP {
        let mut emails = vec![ADA, STRANGER];
        if round % CONTROLS == 0 {
            emails.push(SECOND_STRANGER);
        }
        let drawn = usize::from(house.platform().random::<1>()[0]);
        let count = emails.len();
        emails.rotate_left(drawn % count);
        if drawn >= 128 {
            emails.reverse();
        }
        let mut taken = Vec::new();
        for email in emails {
            let began = Instant::now();
            assert!(house.sign_in(&from(1_000 + round), email, "not her password").await.is_err());
            taken.push((email, began.elapsed().as_nanos() as u64));
        }
        if round >= WARM_UP {
            rounds.push(taken);
        }
    }
    let mean = |round: &[(&str, u64)]| round.iter().map(|(_, time)| time).sum::<u64>() / round.len() as u64;
    let usual = median(&rounds.iter().map(|round| mean(round)).collect::<Vec<_>>());
    let mut times = Times::default();
    for (email, time) in rounds.into_iter().filter(|round| mean(round) < usual * 3 / 2).flatten() {
        match email {
            ADA => times.known.push(time),
            STRANGER => times.unknown.push(time),
            _ => times.control.push(time),
        }
    }
    times
}
