//! What others change, as it happens: a MongoDB change stream of one collection, for what a
//! process holds in memory about it.
#![allow(clippy::disallowed_types, reason = "reads the driver's stream")]

use super::{Database, record::Global};
use bson::{Document, doc};
use futures::StreamExt as _;
use mongodb::change_stream::event::{ChangeStreamEvent, OperationType, ResumeToken};
use std::time::Duration;

/// How long after a stream broke it is opened again.
const PAUSE: Duration = Duration::from_millis(500);

/// What happened to one record, by its `_id`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    Written(String),
    Removed(String),
    /// Some changes may have been missed: nothing that is held is known to be true.
    Missed,
}

impl Database {
    /// Tells `hear` of each change of a collection until the future is dropped. A stream that
    /// breaks goes on where it was; where MongoDB no longer knows the place, `hear` is told so.
    pub async fn tell_changes<R: Global>(self, hear: impl Fn(Change) + Send + Sync) {
        let mut place = None;
        loop {
            if let Err(error) = self.follow::<R>(&mut place, &hear).await {
                tracing::debug!(%error, collection = R::COLLECTION, "a change stream broke");
                if place.take_if(|_| is_lost(&error)).is_some() {
                    hear(Change::Missed);
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn follow<R: Global>(
        &self,
        place: &mut Option<ResumeToken>,
        hear: &(impl Fn(Change) + Send + Sync),
    ) -> Result<(), mongodb::error::Error> {
        let watched = self.documents(R::COLLECTION);
        let only_ids = doc! { "$project": { "operationType": 1, "documentKey": 1, "ns": 1 } };
        let watching = watched.watch().pipeline([only_ids]);
        let mut stream = match place.clone() {
            Some(place) => watching.start_after(place).await?,
            None => watching.await?,
        };
        while let Some(event) = stream.next().await {
            if let Some(change) = change(event?) {
                hear(change);
            }
            *place = stream.resume_token();
        }
        Ok(())
    }
}

fn change(event: ChangeStreamEvent<Document>) -> Option<Change> {
    let id = || event.document_key.as_ref()?.get_str("_id").ok().map(str::to_owned);
    match event.operation_type {
        OperationType::Insert | OperationType::Update | OperationType::Replace => id().map(Change::Written),
        OperationType::Delete => id().map(Change::Removed),
        OperationType::Drop | OperationType::Rename | OperationType::DropDatabase | OperationType::Invalidate => {
            Some(Change::Missed)
        }
        _ => None,
    }
}

/// Whether the oplog no longer reaches back to the place
/// (<https://www.mongodb.com/docs/manual/changeStreams/#resume-a-change-stream>).
fn is_lost(error: &mongodb::error::Error) -> bool {
    error.contains_label("NonResumableChangeStreamError")
        || matches!(error.kind.as_ref(), mongodb::error::ErrorKind::Command(error) if [136, 260, 280, 286].contains(&error.code))
}
