//! The counters in the database.

use super::{DayOfClicks, day_of, key};
use crate::{
    link::LinkId,
    page::{LinkPage, get::Clicks},
};
use bson::doc;
use kernel::{AppResult, StoreError, TenantDb, Timestamp};
use serde::Deserialize;

/// Counts one click.
pub async fn count(tenant: &TenantDb, link: &LinkId, now: Timestamp) -> Result<(), StoreError> {
    let day = day_of(now);
    let day = doc! { "_id": key(tenant.workspace(), link, day), "link_id": link.as_str(), "day": day };
    let one_more = doc! { "$inc": { "clicks": 1_i64 } };
    match tenant.of::<DayOfClicks>().upsert(day.clone(), one_more.clone()).await {
        // Two first clicks of a day met: the second finds the first one's counter.
        Err(error) if error.is_duplicate() => tenant.of::<DayOfClicks>().upsert(day, one_more).await.map(drop),
        other => other.map(drop),
    }
}

#[derive(Deserialize)]
struct Total {
    #[serde(rename = "_id")]
    link: LinkId,
    clicks: i64,
}

/// All clicks on each link of the page.
pub async fn totals(tenant: &TenantDb, page: &LinkPage) -> AppResult<Clicks> {
    let ids: Vec<&str> = page.links.iter().map(|link| link.id.as_str()).collect();
    let stages = vec![
        doc! { "$match": { "link_id": { "$in": ids } } },
        doc! { "$group": { "_id": "$link_id", "clicks": { "$sum": "$clicks" } } },
    ];
    let totals: Vec<Total> = tenant.of::<DayOfClicks>().aggregate(stages).await?;
    Ok(totals.into_iter().map(|total| (total.link, total.clicks)).collect())
}
