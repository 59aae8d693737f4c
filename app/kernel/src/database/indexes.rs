//! Brings the database's indexes in line with what the records say.
#![allow(clippy::disallowed_types, reason = "speaks to the driver about indexes")]

use super::{
    Database,
    record::{Index, Schema},
    store_error::StoreError,
};
use bson::Document;
use futures::TryStreamExt as _;
use mongodb::{Collection, IndexModel, options::IndexOptions};
use std::{collections::BTreeSet, future::IntoFuture as _};

/// How a collection's indexes differ from what its record asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    pub collection: &'static str,
    pub missing: Vec<String>,
    pub unwanted: Vec<String>,
}

impl std::fmt::Display for Drift {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: missing {:?}, unwanted {:?}", self.collection, self.missing, self.unwanted)
    }
}

/// What differs; empty when all is in line.
pub async fn drift(database: &Database, schemas: &[Schema]) -> Result<Vec<Drift>, StoreError> {
    let existing_collections = database.collection_names().await?;
    let mut drifts = Vec::new();
    for schema in schemas {
        let existing = if existing_collections.iter().any(|name| name == schema.collection) {
            names(database, schema.collection).await?
        } else {
            BTreeSet::new()
        };
        let wanted: BTreeSet<String> = schema.indexes.iter().map(|i| i.name(schema.tenanted)).collect();
        let missing: Vec<String> = wanted.difference(&existing).cloned().collect();
        let unwanted: Vec<String> = existing.difference(&wanted).cloned().collect();
        if !missing.is_empty() || !unwanted.is_empty() {
            drifts.push(Drift { collection: schema.collection, missing, unwanted });
        }
    }
    Ok(drifts)
}

/// Creates what is missing, then drops what no record asks for. Safe to repeat, and to run by
/// several processes at once.
pub async fn reconcile(database: &Database, schemas: &[Schema]) -> Result<Vec<Drift>, StoreError> {
    let drifts = drift(database, schemas).await?;
    for drift in &drifts {
        let Some(schema) = schemas.iter().find(|schema| schema.collection == drift.collection) else { continue };
        let documents = database.documents(schema.collection);
        let models: Vec<IndexModel> = schema
            .indexes
            .iter()
            .filter(|index| drift.missing.contains(&index.name(schema.tenanted)))
            .map(|index| model(index, schema.tenanted))
            .collect();
        match create(&documents, models.clone()).await {
            // Another lifetime for the same keys: the two can't stand side by side.
            Err(error) if has_code(&error, OPTIONS_CONFLICT) => {
                drop_all(&documents, &drift.unwanted).await?;
                create(&documents, models).await?;
            }
            created => {
                created?;
                drop_all(&documents, &drift.unwanted).await?;
            }
        }
    }
    Ok(drifts)
}

const INDEX_NOT_FOUND: i32 = 27;
const OPTIONS_CONFLICT: i32 = 85;

// Without `Database::within`: to build an index over much data takes its time.
async fn create(documents: &Collection<Document>, models: Vec<IndexModel>) -> mongodb::error::Result<()> {
    if models.is_empty() { Ok(()) } else { documents.create_indexes(models).await.map(drop) }
}

async fn drop_all(documents: &Collection<Document>, names: &[String]) -> mongodb::error::Result<()> {
    for name in names {
        match documents.drop_index(name).await {
            // Another process was faster.
            Err(error) if has_code(&error, INDEX_NOT_FOUND) => {}
            other => other?,
        }
    }
    Ok(())
}

fn has_code(error: &mongodb::error::Error, code: i32) -> bool {
    matches!(&*error.kind, mongodb::error::ErrorKind::Command(command) if command.code == code)
}

fn model(index: &Index, tenanted: bool) -> IndexModel {
    let keys: Document = index.full_keys(tenanted).into_iter().map(|(key, way)| (key.to_owned(), way.into())).collect();
    let mut options = IndexOptions::default();
    options.name = Some(index.name(tenanted));
    options.unique = index.unique.then_some(true);
    options.partial_filter_expression = index.only_where.clone();
    options.expire_after = index.expires_after;
    IndexModel::builder().keys(keys).options(options).build()
}

async fn names(database: &Database, collection: &str) -> Result<BTreeSet<String>, StoreError> {
    let cursor = database.within(database.documents(collection).list_indexes().into_future()).await?;
    let models: Vec<IndexModel> = database.within(cursor.try_collect()).await?;
    Ok(models.into_iter().filter_map(|m| m.options.and_then(|o| o.name)).filter(|name| name != "_id_").collect())
}
