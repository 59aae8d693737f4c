//! A collection as one authority may see it.
#![allow(clippy::disallowed_types, reason = "wraps the driver's collection")]

use super::{
    Database,
    document::to_document,
    record::{Global, Record, Tenanted},
    store_error::StoreError,
    tenancy_rules::{check_update, scope_filter, scope_pipeline},
    transaction::Tx,
};
use crate::WorkspaceId;
use bson::{Bson, Document, doc};
use futures::TryStreamExt as _;
use mongodb::{Collection, options::ReturnDocument};
use serde::de::DeserializeOwned;
use std::future::IntoFuture as _;

/// The records of kind `R` of one workspace (or, of a [`Global`] kind, all of them), inside a
/// transaction or not. Every filter is limited to the workspace, every insert is stamped with
/// it, no update may touch it.
pub struct Scoped<'tx, R: Send + Sync> {
    database: Database,
    collection: Collection<R>,
    workspace: Option<WorkspaceId>,
    tx: Option<&'tx mut Tx>,
}

/// Runs a driver action in the transaction, if there is one.
macro_rules! run {
    ($self:ident, $action:expr) => {{
        let database = $self.database.clone();
        match $self.tx.as_deref_mut() {
            Some(tx) => {
                let done = database.within($action.session(tx.session()?).into_future()).await;
                tx.noted(done)
            }
            None => database.within($action.into_future()).await,
        }
    }};
}

/// As [`run!`], for an action that answers with a cursor: everything it gives.
macro_rules! collect {
    ($self:ident, $action:expr) => {{
        let (database, action) = ($self.database.clone(), $action);
        match $self.tx.as_deref_mut() {
            Some(tx) => {
                let session = tx.session()?;
                let all = async {
                    let mut cursor = action.session(&mut *session).await?;
                    cursor.stream(session).try_collect().await
                };
                let done = database.within(all).await;
                tx.noted(done)
            }
            None => database.within(async { action.await?.try_collect().await }).await,
        }
    }};
}

impl<'tx, R: Tenanted> Scoped<'tx, R> {
    pub(crate) fn tenant(database: Database, workspace: WorkspaceId, tx: Option<&'tx mut Tx>) -> Self {
        Self::open(database, Some(workspace), tx)
    }
}

impl<'tx, R: Global> Scoped<'tx, R> {
    pub(crate) fn global(database: Database, tx: Option<&'tx mut Tx>) -> Self {
        Self::open(database, None, tx)
    }
}

impl<'tx, R: Record> Scoped<'tx, R> {
    fn open(database: Database, workspace: Option<WorkspaceId>, tx: Option<&'tx mut Tx>) -> Self {
        let collection = database.collection::<R>();
        Self { database, collection, workspace, tx }
    }

    fn filter(&self, filter: Document) -> Result<Document, StoreError> {
        match &self.workspace {
            Some(workspace) => scope_filter(workspace, filter),
            None => Ok(filter),
        }
    }

    /// The first record that matches.
    pub async fn find_one(&mut self, filter: Document) -> Result<Option<R>, StoreError> {
        let filter = self.filter(filter)?;
        run!(self, self.collection.find_one(filter))
    }

    /// The record with this `_id`.
    pub async fn get(&mut self, id: &str) -> Result<Option<R>, StoreError> {
        self.find_one(doc! { "_id": id }).await
    }

    /// At most `limit` records that match, in the order of `sort`.
    pub async fn find(&mut self, filter: Document, sort: Document, limit: i64) -> Result<Vec<R>, StoreError> {
        let filter = self.filter(filter)?;
        // To MongoDB a limit of 0 is none at all.
        if limit <= 0 {
            return Ok(Vec::new());
        }
        collect!(self, self.collection.find(filter).sort(sort).limit(limit))
    }

    /// How many records match.
    pub async fn count(&mut self, filter: Document) -> Result<u64, StoreError> {
        let filter = self.filter(filter)?;
        run!(self, self.collection.count_documents(filter))
    }

    /// Stores a new record, stamped with the workspace.
    pub async fn insert(&mut self, record: &R) -> Result<(), StoreError> {
        let document = self.stamped(record)?;
        let documents = self.database.documents(R::COLLECTION);
        run!(self, documents.insert_one(document)).map(drop)
    }

    /// Stores many new records in one call. Outside of a transaction those before the first that
    /// is refused stay.
    pub async fn insert_many(&mut self, records: &[R]) -> Result<(), StoreError> {
        if records.is_empty() {
            return Ok(());
        }
        let stamped: Vec<Document> = records.iter().map(|record| self.stamped(record)).collect::<Result<_, _>>()?;
        let documents = self.database.documents(R::COLLECTION);
        run!(self, documents.insert_many(stamped)).map(drop)
    }

    /// Stores the record in place of the one with its `_id`, or as a new one. A record of
    /// another workspace with that id is not touched: the answer is a duplicate.
    pub async fn put(&mut self, record: &R) -> Result<(), StoreError> {
        let mut document = self.stamped(record)?;
        let id = document.remove("_id").ok_or(StoreError::Refused("a record has an _id"))?;
        let mut filter = doc! { "_id": id };
        if let Some(workspace) = document.get("workspace_id") {
            filter.insert("workspace_id", workspace.clone());
        }
        let documents = self.database.documents(R::COLLECTION);
        run!(self, documents.replace_one(filter, document).upsert(true)).map(drop)
    }

    /// Changes the first record that matches; whether there was one.
    pub async fn update(&mut self, filter: Document, update: Document) -> Result<bool, StoreError> {
        let filter = self.checked(filter, &update)?;
        run!(self, self.collection.update_one(filter, update)).map(|done| done.matched_count > 0)
    }

    /// Changes all records that match; how many.
    pub async fn update_many(&mut self, filter: Document, update: Document) -> Result<u64, StoreError> {
        let filter = self.checked(filter, &update)?;
        run!(self, self.collection.update_many(filter, update)).map(|done| done.matched_count)
    }

    /// Changes the record that matches, or makes one from the filter's equalities and the update.
    pub async fn upsert(&mut self, filter: Document, update: Document) -> Result<R, StoreError> {
        let set_once = update.get_document("$setOnInsert");
        if !filter.contains_key("_id") && !set_once.is_ok_and(|fields| fields.contains_key("_id")) {
            // MongoDB would make up an id that is none of ours.
            return Err(StoreError::Refused("an upsert names the _id"));
        }
        let filter = self.checked(filter, &update)?;
        let action =
            self.collection.find_one_and_update(filter, update).upsert(true).return_document(ReturnDocument::After);
        run!(self, action)?.ok_or(StoreError::Refused("an upsert gave nothing back"))
    }

    /// Changes the first record in the order of `sort` that matches and gives it back as it is
    /// afterwards.
    pub async fn change_first(
        &mut self,
        filter: Document,
        update: Document,
        sort: Document,
    ) -> Result<Option<R>, StoreError> {
        let filter = self.checked(filter, &update)?;
        let action =
            self.collection.find_one_and_update(filter, update).sort(sort).return_document(ReturnDocument::After);
        run!(self, action)
    }

    /// Changes the record that matches and gives it back as it is afterwards.
    pub async fn change(&mut self, filter: Document, update: Document) -> Result<Option<R>, StoreError> {
        self.change_first(filter, update, doc! {}).await
    }

    /// Removes all records that match; how many.
    pub async fn delete(&mut self, filter: Document) -> Result<u64, StoreError> {
        let filter = self.filter(filter)?;
        run!(self, self.collection.delete_many(filter)).map(|done| done.deleted_count)
    }

    /// The answer of a pipeline over the workspace's records.
    pub async fn aggregate<T: DeserializeOwned + Send + Sync + Unpin>(
        &mut self,
        stages: Vec<Document>,
    ) -> Result<Vec<T>, StoreError> {
        let stages = match &self.workspace {
            Some(workspace) => scope_pipeline(workspace, stages)?,
            None => stages,
        };
        collect!(self, self.collection.aggregate(stages).with_type::<T>())
    }

    fn checked(&self, filter: Document, update: &Document) -> Result<Document, StoreError> {
        if self.workspace.is_some() {
            check_update(update)?;
        }
        self.filter(filter)
    }

    fn stamped(&self, record: &R) -> Result<Document, StoreError> {
        let mut document = to_document(record)?;
        if !document.contains_key("_id") {
            return Err(StoreError::Refused("a record has an _id"));
        }
        if let Some(workspace) = &self.workspace {
            match document.get("workspace_id") {
                None => {
                    document.insert("workspace_id", workspace.as_str());
                }
                Some(Bson::String(given)) if given == workspace.as_str() => {}
                Some(_) => return Err(StoreError::Refused("a record names another workspace")),
            }
        }
        Ok(document)
    }
}
