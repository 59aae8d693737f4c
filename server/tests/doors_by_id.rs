//! An id of another workspace answers as one that does not exist: in words, in what is stored,
//! and in time.

use crate::stand::{
    Stand,
    ask::Ask,
    company::Company,
    tries::{doors, fields, id_of, ids_of, missing},
};
use kernel::{
    AppError, Door,
    testing::ranks::{likeliness, median},
};
use std::time::Instant;

const PAIRS: usize = 60;
/// How often the same difference must be seen before it is one: other work on the machine falls
/// on one side three times in a row less than once in a thousand runs.
const ROUNDS: usize = 3;
const UNLIKELY: f64 = 0.05;

/// The door with one id of another workspace, and with one that is nobody's.
struct Swap {
    door: Door,
    name: &'static str,
    foreign: Ask,
    nothing: Ask,
}

fn swaps(ours: &Company, theirs: &Company) -> Vec<Swap> {
    let named = doors().into_iter().flat_map(|door| door.ids.iter().map(move |name| (door, *name)));
    let swap = |(door, name): (Door, &'static str)| {
        let foreign = id_of(theirs, &door, name, &theirs.owner);
        let with = |id: String| {
            let mut ids = ids_of(ours, &door);
            ids.insert(name, id);
            Ask::door(&door, &fields(&door, &ids)).by(&ours.owner)
        };
        Swap { door, name, nothing: with(missing(&foreign)), foreign: with(foreign) }
    };
    named.map(swap).collect()
}

#[tokio::test]
async fn a_foreign_id_looks_like_one_that_does_not_exist() {
    let stand = Stand::open().await;
    let (ours, theirs) = (Company::found(&stand, "acme").await, Company::found(&stand, "bolt").await);
    let before = stand.stored().await;
    for swap in swaps(&ours, &theirs) {
        let (nothing, something) = (stand.send(swap.nothing).await, stand.send(swap.foreign).await);
        assert_eq!(something.as_seen(), nothing.as_seen(), "{} with {}", swap.door.path, swap.name);
        assert_eq!(nothing.error(), AppError::NotFound, "{} with {}", swap.door.path, swap.name);
    }
    assert_eq!(stand.stored().await, before);
    stand.end().await;
}

#[tokio::test]
async fn a_foreign_id_takes_as_long_as_one_that_does_not_exist() {
    let stand = Stand::open().await;
    let (ours, theirs) = (Company::found(&stand, "acme").await, Company::found(&stand, "bolt").await);
    for swap in swaps(&ours, &theirs) {
        let mut seen = Vec::new();
        for _ in 0..ROUNDS {
            let (foreign, nothing) = times(&stand, &swap).await;
            let (foreign_median, nothing_median) = (median(&foreign), median(&nothing));
            let differs = likeliness(&foreign, &nothing) < UNLIKELY;
            seen.push(differs.then_some((foreign_median > nothing_median, foreign_median, nothing_median)));
            if !differs {
                break;
            }
        }
        let is_one = seen.len() == ROUNDS && seen.iter().all(|s| s.map(|s| s.0) == seen[0].map(|s| s.0));
        assert!(!is_one, "{} with {}: foreign and missing take {seen:?} ns", swap.door.path, swap.name);
    }
    stand.end().await;
}

/// Interleaved, each of the two first as often as second.
async fn times(stand: &Stand, swap: &Swap) -> (Vec<u64>, Vec<u64>) {
    let (mut foreign, mut nothing) = (Vec::new(), Vec::new());
    for pair in 0..PAIRS {
        let mut order = [(&swap.foreign, &mut foreign), (&swap.nothing, &mut nothing)];
        order.rotate_left(pair % 2);
        for (ask, times) in order {
            let began = Instant::now();
            stand.send(ask.clone()).await;
            times.push(began.elapsed().as_nanos() as u64);
        }
    }
    (foreign, nothing)
}
