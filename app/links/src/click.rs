//! How often visitors opened a link: one counter for each link and day. No visitor is told apart
//! from another, so nothing about any of them is stored.

pub mod store;

use crate::link::LinkId;
use kernel::{Index, Record, Tenanted, Timestamp, WorkspaceId};
use serde::{Deserialize, Serialize};

/// The clicks on one link on one day of UTC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayOfClicks {
    /// What the counter is of: the same click in two processes finds the same counter.
    #[serde(rename = "_id")]
    pub key: String,
    pub link_id: LinkId,
    /// Its first moment.
    pub day: Timestamp,
    pub clicks: i64,
}

impl Record for DayOfClicks {
    const COLLECTION: &'static str = "link_clicks";

    fn indexes() -> Vec<Index> {
        vec![Index::on(&[("link_id", 1), ("day", 1)]).unique()]
    }
}

impl Tenanted for DayOfClicks {}

/// The counter's key. It names the workspace, because a link's id may be given by a member (who
/// puts a removed link back): theirs never meets another workspace's counter.
fn key(workspace: &WorkspaceId, link: &LinkId, day: Timestamp) -> String {
    format!("{workspace}:{link}:{}", day.millis())
}

/// The first moment of the day of UTC that holds `at`.
pub fn day_of(at: Timestamp) -> Timestamp {
    const DAY: i64 = 86_400_000;
    Timestamp::from_millis(at.millis().div_euclid(DAY).saturating_mul(DAY))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_of_utc() {
        let noon = Timestamp::from_millis(1_767_614_400_000);
        assert_eq!(day_of(noon), Timestamp::from_millis(1_767_571_200_000));
        assert_eq!(day_of(day_of(noon)), day_of(noon));
        assert_eq!(day_of(Timestamp::from_millis(-1)), Timestamp::from_millis(-86_400_000));
    }
}
