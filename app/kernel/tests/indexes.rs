//! The database's indexes are those that the records ask for, after `reconcile` and not before.
#![allow(clippy::disallowed_types, reason = "looks past the kernel at what the database really has")]

use bson::{Document, doc};
use futures::TryStreamExt as _;
use kernel::{
    Index, Record, Role, Tenanted,
    database::{
        Database,
        indexes::{self, Drift},
        record::Schema,
    },
    testing::{TestPlatform, open_database},
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

#[derive(Debug, Serialize, Deserialize)]
struct Thing {
    #[serde(rename = "_id")]
    id: String,
    slug: String,
}

impl Record for Thing {
    const COLLECTION: &'static str = "things";

    fn indexes() -> Vec<Index> {
        vec![Index::on(&[("slug", 1)]).unique(), Index::on(&[("made_at", -1), ("slug", 1)])]
    }
}

impl Tenanted for Thing {}

fn things(tenanted: bool, indexes: Vec<Index>) -> Vec<Schema> {
    vec![Schema { collection: "things", tenanted, indexes }]
}

/// The specifications of all indexes but `_id_`, by name.
async fn stored(database: &Database) -> Vec<(String, Document)> {
    let uri = std::env::var("MONGODB_URI").unwrap();
    let client = mongodb::Client::with_uri_str(uri).await.unwrap();
    let collection = client.database(database.name()).collection::<Document>("things");
    let models: Vec<mongodb::IndexModel> = collection.list_indexes().await.unwrap().try_collect().await.unwrap();
    let named = models.into_iter().map(|model| (model.options.and_then(|o| o.name).unwrap(), model.keys));
    let mut named: Vec<_> = named.filter(|(name, _)| name != "_id_").collect();
    named.sort_by(|one, other| one.0.cmp(&other.0));
    named
}

async fn names(database: &Database) -> Vec<String> {
    stored(database).await.into_iter().map(|(name, _)| name).collect()
}

#[tokio::test]
async fn reconcile_creates_what_is_asked_for_and_drops_what_is_not() {
    let database = open_database().await;
    indexes::reconcile(&database, &things(false, vec![Index::on(&[("a", 1)]), Index::on(&[("b", -1)])])).await.unwrap();
    assert_eq!(names(&database).await, ["a_1", "b_-1"]);
    let wanted = things(false, vec![Index::on(&[("b", -1)]), Index::on(&[("c", 1)]).unique()]);
    let expected = Drift { collection: "things", missing: vec!["c_1_unique".into()], unwanted: vec!["a_1".into()] };
    assert_eq!(indexes::drift(&database, &wanted).await.unwrap(), std::slice::from_ref(&expected));
    assert_eq!(expected.to_string(), r#"things: missing ["c_1_unique"], unwanted ["a_1"]"#);
    assert_eq!(indexes::reconcile(&database, &wanted).await.unwrap(), [expected]);
    assert_eq!(names(&database).await, ["b_-1", "c_1_unique"]);
    database.drop_everything().await.unwrap();
}

#[tokio::test]
async fn a_repeated_reconcile_does_nothing() {
    let database = open_database().await;
    let wanted = vec![Schema::tenanted::<Thing>()];
    assert_eq!(indexes::drift(&database, &wanted).await.unwrap().len(), 1);
    assert_eq!(indexes::reconcile(&database, &wanted).await.unwrap().len(), 1);
    assert_eq!(indexes::reconcile(&database, &wanted).await.unwrap(), []);
    assert_eq!(indexes::drift(&database, &wanted).await.unwrap(), []);
    database.drop_everything().await.unwrap();
}

#[tokio::test]
async fn every_index_of_a_tenanted_record_starts_with_the_workspace() {
    let database = open_database().await;
    indexes::reconcile(&database, &[Schema::tenanted::<Thing>()]).await.unwrap();
    let stored = stored(&database).await;
    assert_eq!(stored.len(), 2);
    for (name, keys) in stored {
        assert_eq!(keys.keys().next().map(String::as_str), Some("workspace_id"), "{name}");
    }
    database.drop_everything().await.unwrap();
}

#[tokio::test]
async fn unique_means_within_the_workspace() {
    let test = TestPlatform::start(vec![Schema::tenanted::<Thing>()]).await;
    let (ours, theirs) = (test.member(Role::Owner, "ours").tenant(), test.member(Role::Owner, "theirs").tenant());
    let thing = |id: &str| Thing { id: id.into(), slug: "same".into() };
    ours.of().insert(&thing("1")).await.unwrap();
    theirs.of().insert(&thing("2")).await.unwrap();
    let refused = ours.of().insert(&thing("3")).await.unwrap_err();
    assert!(matches!(&refused, kernel::StoreError::Duplicate(index) if *index == Thing::indexes()[0].name(true)));
    test.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_may_reconcile_at_once() {
    let database = open_database().await;
    let old = things(true, vec![Index::on(&[("a", 1)]), Index::on(&[("b", 1)]), Index::on(&[("c", 1)]).unique()]);
    let (one, other) = tokio::join!(indexes::reconcile(&database, &old), indexes::reconcile(&database, &old));
    one.and(other).unwrap();
    let new = things(true, vec![Index::on(&[("c", 1)]), Index::on(&[("d", 1)])]);
    let (one, other) = tokio::join!(indexes::reconcile(&database, &new), indexes::reconcile(&database, &new));
    one.and(other).unwrap();
    assert_eq!(names(&database).await, ["workspace_id_1_c_1", "workspace_id_1_d_1"]);
    database.drop_everything().await.unwrap();
}

#[tokio::test]
async fn each_change_of_an_index_is_drift_and_is_reconciled() {
    let database = open_database().await;
    let key = || Index::on(&[("at", 1)]);
    let hour = Duration::from_secs(3_600);
    for changed in [
        key(),
        key().unique(),
        key().expires_after(hour),
        key().expires_after(hour * 2),
        key().only_where(doc! { "state": "on" }),
        key().only_where(doc! { "state": "off" }),
        Index::on(&[("at", -1)]),
        key(),
    ] {
        let wanted = things(false, vec![changed]);
        assert_eq!(indexes::drift(&database, &wanted).await.unwrap().len(), 1, "{wanted:?}");
        indexes::reconcile(&database, &wanted).await.unwrap();
        assert_eq!(indexes::drift(&database, &wanted).await.unwrap(), [], "{wanted:?}");
        assert_eq!(names(&database).await.len(), 1);
    }
    database.drop_everything().await.unwrap();
}

/// Before MongoDB 4.2 an index's name could not be longer than 127 bytes.
#[tokio::test]
async fn a_long_name_is_as_good_as_a_short_one() {
    let database = open_database().await;
    let keys =
        [("a_rather_long_field_name_to_begin_with", 1), ("another_rather_long_field_name", -1), ("a_third_one", 1)];
    let filter = doc! { "a_rather_long_field_name_to_begin_with": { "$exists": true }, "state": "on" };
    let wanted = things(true, vec![Index::on(&keys).unique().only_where(filter)]);
    assert!(wanted[0].indexes[0].name(true).len() > 127);
    indexes::reconcile(&database, &wanted).await.unwrap();
    assert_eq!(indexes::drift(&database, &wanted).await.unwrap(), []);
    database.drop_everything().await.unwrap();
}

#[tokio::test]
async fn the_kernel_s_own_collections_are_in_line_after_a_start() {
    let test = TestPlatform::start(Vec::new()).await;
    assert_eq!(indexes::drift(test.platform.database(), &kernel::system::kernel().schemas).await.unwrap(), []);
    test.end().await;
}
