//! Every stored thing is known, and every tenant's thing says whose it is.

use crate::source::{
    assert_none, production_files,
    syntax::{Implementation, outline},
};
use crate::stand::{Stand, ask::Ask, company::Company};
use kernel::{database::record::Schema, testing};
use std::collections::{BTreeMap, BTreeSet};

fn schemas() -> Vec<Schema> {
    server::systems::schemas(&server::systems::all())
}

fn implementations_of(name: &str) -> Vec<Implementation> {
    let all = production_files().into_iter().flat_map(|file| outline(&file).implementations);
    all.filter(|implementation| implementation.of == name).collect()
}

#[test]
fn no_two_records_share_a_collection() {
    let mut seen = BTreeSet::new();
    let twice = schemas().into_iter().filter(|schema| !seen.insert(schema.collection));
    assert_none("stored by two records:", twice.map(|schema| schema.collection.to_owned()).collect());
}

#[test]
fn every_record_is_in_its_systems_schemas() {
    let known: BTreeMap<&str, bool> = schemas().iter().map(|schema| (schema.collection, schema.tenanted)).collect();
    let tenanted: BTreeSet<String> = implementations_of("Tenanted").into_iter().map(|one| one.for_type).collect();
    let records = implementations_of("Record");
    assert_eq!(records.len(), known.len(), "as many records as schemas");
    let unknown = records.into_iter().filter(|record| {
        let collection = record.texts.iter().find(|(name, _)| name == "COLLECTION").map(|(_, text)| text.as_str());
        collection.and_then(|collection| known.get(collection)) != Some(&tenanted.contains(&record.for_type))
    });
    assert_none(
        "a record that `migrate` does not know, or not as what it is:",
        unknown.map(|r| format!("{} {}", r.file, r.for_type)).collect(),
    );
}

#[tokio::test]
async fn every_index_of_a_tenants_collection_begins_with_the_workspace() {
    let stand = Stand::open().await;
    for schema in schemas().into_iter().filter(|schema| schema.tenanted) {
        let all = testing::index_keys(stand.platform().database(), schema.collection).await;
        let own: Vec<_> = all.iter().filter(|keys| **keys != ["_id"]).collect();
        assert!(!own.is_empty(), "{} has no index to be found by", schema.collection);
        assert!(own.iter().all(|keys| keys[0] == "workspace_id"), "{}: {own:?}", schema.collection);
    }
    stand.end().await;
}

#[tokio::test]
async fn whatever_the_verbs_store_for_a_tenant_says_whose_it_is() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    company.publish(&stand).await;
    let link = &company.links[0];
    let visit = stand.send(Ask::page(&format!("{}/go/{link}", company.address()))).await;
    assert_eq!(visit.status, 302, "{}", visit.text());
    stand.work().await;
    let stored = stand.stored().await;
    for schema in schemas().into_iter().filter(|schema| schema.tenanted) {
        let documents = stored.get(schema.collection).filter(|documents| !documents.is_empty());
        let documents =
            documents.unwrap_or_else(|| panic!("nothing was stored in {}: which verb does?", schema.collection));
        for document in documents {
            let whose = document.get_str("workspace_id").ok();
            assert_eq!(whose, Some(company.workspace.as_str()), "{}: {document}", schema.collection);
        }
    }
    stand.end().await;
}

#[tokio::test]
async fn nothing_is_stored_that_no_schema_tells_of() {
    let stand = Stand::open().await;
    let company = Company::found(&stand, "acme").await;
    company.publish(&stand).await;
    stand.work().await;
    let known: BTreeSet<&str> = schemas().iter().map(|schema| schema.collection).collect();
    let unknown = stand.stored().await.into_keys().filter(|collection| !known.contains(collection.as_str()));
    assert_none("collections without a schema:", unknown.collect());
    stand.end().await;
}
