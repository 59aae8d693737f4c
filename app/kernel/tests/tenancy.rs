//! One workspace never sees or touches another's records, whatever the verb.

use bson::{Document, doc};
use kernel::{
    Index, Record, Role, StoreError, TenantDb, Tenanted, WorkspaceId, database::record::Schema, testing::TestPlatform,
    transaction,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Note {
    #[serde(rename = "_id")]
    id: String,
    text: String,
    stars: i64,
}

impl Record for Note {
    const COLLECTION: &'static str = "notes";

    fn indexes() -> Vec<Index> {
        vec![Index::on(&[("text", 1)])]
    }
}

impl Tenanted for Note {}

/// A note that says itself whose it is.
#[derive(Serialize, Deserialize)]
struct ClaimedNote {
    #[serde(rename = "_id")]
    id: String,
    workspace_id: WorkspaceId,
}

impl Record for ClaimedNote {
    const COLLECTION: &'static str = "notes";

    fn indexes() -> Vec<Index> {
        Vec::new()
    }
}

impl Tenanted for ClaimedNote {}

/// A record without an id.
#[derive(Serialize, Deserialize)]
struct Nameless {
    text: String,
}

impl Record for Nameless {
    const COLLECTION: &'static str = "notes";

    fn indexes() -> Vec<Index> {
        Vec::new()
    }
}

impl Tenanted for Nameless {}

fn note(id: &str, text: &str) -> Note {
    Note { id: id.to_owned(), text: text.to_owned(), stars: 1 }
}

/// Two workspaces with the same texts; only the ids differ.
async fn two_workspaces() -> Result<(TestPlatform, TenantDb, TenantDb), StoreError> {
    let test = TestPlatform::start(vec![Schema::tenanted::<Note>()]).await;
    let ours = test.member(Role::Owner, "ours").tenant();
    let theirs = test.member(Role::Owner, "theirs").tenant();
    ours.of().insert_many(&[note("ours_1", "shared"), note("ours_2", "plan")]).await?;
    theirs.of().insert_many(&[note("theirs_1", "shared"), note("theirs_2", "secret")]).await?;
    Ok((test, ours, theirs))
}

async fn all_of(tenant: &TenantDb) -> Result<Vec<Note>, StoreError> {
    tenant.of::<Note>().find(doc! {}, doc! { "_id": 1 }, 100).await
}

#[tokio::test]
async fn reads_never_reach_the_other_workspace() {
    let (test, ours, theirs) = two_workspaces().await.unwrap();
    assert_eq!(all_of(&ours).await.unwrap(), [note("ours_1", "shared"), note("ours_2", "plan")]);
    assert_eq!(ours.of::<Note>().get("theirs_1").await.unwrap(), None);
    assert_eq!(ours.of::<Note>().find_one(doc! { "text": "secret" }).await.unwrap(), None);
    assert_eq!(ours.of::<Note>().count(doc! {}).await.unwrap(), 2);
    let either = doc! { "$or": [ { "text": "secret" }, { "text": "plan" } ] };
    assert_eq!(ours.of::<Note>().find(either, doc! {}, 100).await.unwrap(), [note("ours_2", "plan")]);
    let total: Vec<Document> =
        ours.of::<Note>().aggregate(vec![doc! { "$group": { "_id": null, "n": { "$sum": 1 } } }]).await.unwrap();
    assert_eq!(total, [doc! { "_id": null, "n": 2 }]);
    assert_eq!(theirs.of::<Note>().count(doc! { "text": "secret" }).await.unwrap(), 1);
    test.end().await;
}

#[tokio::test]
async fn writes_never_reach_the_other_workspace() {
    let (test, ours, theirs) = two_workspaces().await.unwrap();
    let before = all_of(&theirs).await.unwrap();
    let taken = doc! { "$set": { "text": "taken" } };
    let foreign = doc! { "_id": "theirs_1" };
    assert!(!ours.of::<Note>().update(foreign.clone(), taken.clone()).await.unwrap());
    assert_eq!(ours.of::<Note>().update_many(foreign.clone(), taken.clone()).await.unwrap(), 0);
    assert_eq!(ours.of::<Note>().change(foreign.clone(), taken.clone()).await.unwrap(), None);
    assert_eq!(ours.of::<Note>().change_first(foreign.clone(), taken.clone(), doc! { "_id": 1 }).await.unwrap(), None);
    assert_eq!(ours.of::<Note>().delete(foreign.clone()).await.unwrap(), 0);
    assert!(ours.of::<Note>().upsert(foreign, taken).await.unwrap_err().is_duplicate());
    assert!(ours.of().put(&note("theirs_1", "taken")).await.unwrap_err().is_duplicate());
    assert!(ours.of().insert(&note("theirs_1", "taken")).await.unwrap_err().is_duplicate());

    assert_eq!(ours.of::<Note>().update_many(doc! {}, doc! { "$inc": { "stars": 1 } }).await.unwrap(), 2);
    assert_eq!(ours.of::<Note>().delete(doc! {}).await.unwrap(), 2);
    assert_eq!(all_of(&theirs).await.unwrap(), before);
    test.end().await;
}

#[tokio::test]
async fn what_is_written_is_ours() {
    let (test, ours, theirs) = two_workspaces().await.unwrap();
    ours.of().insert(&note("a", "inserted")).await.unwrap();
    ours.of().put(&note("b", "put")).await.unwrap();
    ours.of().put(&note("b", "put again")).await.unwrap();
    let three_stars = doc! { "$set": { "text": "made" }, "$inc": { "stars": 3_i64 } };
    let made = ours.of::<Note>().upsert(doc! { "_id": "c" }, three_stars).await.unwrap();
    assert_eq!(made, Note { stars: 3, ..note("c", "made") });
    for id in ["a", "b", "c"] {
        assert!(ours.of::<Note>().get(id).await.unwrap().is_some(), "{id}");
        assert_eq!(theirs.of::<Note>().get(id).await.unwrap(), None, "{id}");
    }
    assert_eq!(ours.of::<Note>().get("b").await.unwrap(), Some(note("b", "put again")));
    test.end().await;
}

#[tokio::test]
async fn a_record_that_names_another_workspace_is_refused() {
    let (test, ours, theirs) = two_workspaces().await.unwrap();
    let smuggled = ClaimedNote { id: "smuggled".into(), workspace_id: theirs.workspace().clone() };
    assert!(matches!(ours.of().insert(&smuggled).await, Err(StoreError::Refused(_))));
    assert!(matches!(ours.of().insert_many(std::slice::from_ref(&smuggled)).await, Err(StoreError::Refused(_))));
    assert!(matches!(ours.of().put(&smuggled).await, Err(StoreError::Refused(_))));
    assert_eq!(theirs.of::<Note>().count(doc! {}).await.unwrap(), 2);
    let honest = ClaimedNote { id: "honest".into(), workspace_id: ours.workspace().clone() };
    ours.of().insert(&honest).await.unwrap();
    test.end().await;
}

#[tokio::test]
async fn an_update_that_changes_whose_record_it_is_is_refused() {
    let (test, ours, theirs) = two_workspaces().await.unwrap();
    let them = theirs.workspace().as_str();
    for update in [
        doc! { "$set": { "workspace_id": them } },
        doc! { "$set": { "text": "t" }, "$unset": { "workspace_id": "" } },
        doc! { "$rename": { "text": "workspace_id" } },
        doc! { "$setOnInsert": { "workspace_id": them } },
        doc! { "$set": { "_id": "theirs_1" } },
        doc! { "workspace_id": them },
    ] {
        let all = doc! { "_id": "ours_1" };
        let mut notes = ours.of::<Note>();
        assert!(matches!(notes.update(all.clone(), update.clone()).await, Err(StoreError::Refused(_))), "{update}");
        assert!(
            matches!(notes.update_many(all.clone(), update.clone()).await, Err(StoreError::Refused(_))),
            "{update}"
        );
        assert!(matches!(notes.change(all.clone(), update.clone()).await, Err(StoreError::Refused(_))), "{update}");
        assert!(matches!(notes.upsert(all, update.clone()).await, Err(StoreError::Refused(_))), "{update}");
    }
    assert_eq!(ours.of::<Note>().count(doc! {}).await.unwrap(), 2);
    test.end().await;
}

#[tokio::test]
async fn a_filter_that_names_a_workspace_is_refused() {
    let (test, ours, theirs) = two_workspaces().await.unwrap();
    let them = doc! { "workspace_id": theirs.workspace().as_str() };
    for filter in [them.clone(), doc! { "$or": [ {}, them.clone() ] }, doc! { "$where": "true" }] {
        let mut notes = ours.of::<Note>();
        assert!(matches!(notes.find(filter.clone(), doc! {}, 9).await, Err(StoreError::Refused(_))), "{filter}");
        assert!(matches!(notes.count(filter.clone()).await, Err(StoreError::Refused(_))), "{filter}");
        assert!(matches!(notes.delete(filter.clone()).await, Err(StoreError::Refused(_))), "{filter}");
    }
    assert_eq!(theirs.of::<Note>().count(doc! {}).await.unwrap(), 2);
    test.end().await;
}

#[tokio::test]
async fn a_pipeline_that_reaches_a_foreign_collection_is_refused() {
    let (test, ours, theirs) = two_workspaces().await.unwrap();
    let them = theirs.workspace().as_str();
    let script = doc! { "$function": { "body": "function() { return 1 }", "args": [], "lang": "js" } };
    for stage in [
        doc! { "$lookup": { "from": "notes", "localField": "text", "foreignField": "text", "as": "all" } },
        doc! { "$lookup": { "from": "notes", "pipeline": [ { "$match": { "workspace_id": them } } ], "as": "all" } },
        doc! { "$unionWith": "notes" },
        doc! { "$graphLookup": { "from": "notes", "startWith": "$text", "connectFromField": "text", "connectToField": "text", "as": "all" } },
        doc! { "$facet": { "all": [ { "$unionWith": { "coll": "notes" } } ] } },
        doc! { "$out": "stolen" },
        doc! { "$merge": { "into": "stolen" } },
        doc! { "$set": { "x": script.clone() } },
        doc! { "$match": { "$expr": script } },
    ] {
        let answer = ours.of::<Note>().aggregate::<Document>(vec![stage.clone()]).await;
        assert!(matches!(answer, Err(StoreError::Refused(_))), "{stage}");
    }
    test.end().await;
}

#[tokio::test]
async fn a_lookup_that_begins_with_our_workspace_works_and_stays_inside() {
    let (test, ours, _theirs) = two_workspaces().await.unwrap();
    let same_text = doc! { "$lookup": {
        "from": "notes", "localField": "text", "foreignField": "text", "as": "same",
        "pipeline": [ { "$match": { "workspace_id": ours.workspace().as_str() } }, { "$project": { "_id": 1 } } ],
    } };
    let stages = vec![doc! { "$match": { "text": "shared" } }, same_text, doc! { "$project": { "same": 1 } }];
    let found: Vec<Document> = ours.of::<Note>().aggregate(stages).await.unwrap();
    assert_eq!(found, [doc! { "_id": "ours_1", "same": [ { "_id": "ours_1" } ] }]);
    test.end().await;
}

#[tokio::test]
async fn a_transaction_is_as_narrow() {
    let (test, ours, theirs) = two_workspaces().await.unwrap();
    let (tenant, before) = (ours.clone(), all_of(&theirs).await.unwrap());
    let seen = transaction::run(test.platform.database(), |tx| {
        let ours = tenant.clone();
        Box::pin(async move {
            let mut notes = tx.of::<Note>(&ours);
            notes.update_many(doc! {}, doc! { "$inc": { "stars": 1 } }).await?;
            notes.delete(doc! { "_id": "theirs_1" }).await?;
            let read = notes.find(doc! {}, doc! {}, 100).await?.len();
            let counted: Vec<Document> = notes.aggregate(vec![doc! { "$count": "n" }]).await?;
            Ok((read, counted))
        })
    });
    assert_eq!(seen.await.unwrap(), (2, vec![doc! { "n": 2 }]));
    assert_eq!(all_of(&theirs).await.unwrap(), before);
    test.end().await;
}

#[tokio::test]
async fn nothing_is_stored_under_an_id_that_the_driver_made_up() {
    let (test, ours, _theirs) = two_workspaces().await.unwrap();
    let made_up = ours.of::<Note>().upsert(doc! { "text": "new" }, doc! { "$set": { "stars": 1 } }).await;
    assert!(matches!(made_up, Err(StoreError::Refused(_))));
    let nameless = ours.of().insert(&Nameless { text: "new".into() }).await;
    assert!(matches!(nameless, Err(StoreError::Refused(_))));
    assert_eq!(ours.of::<Note>().count(doc! { "text": "new" }).await.unwrap(), 0);
    test.end().await;
}

#[tokio::test]
async fn a_limit_is_a_limit() {
    let (test, ours, _theirs) = two_workspaces().await.unwrap();
    for (limit, given) in [(1, 1), (2, 2), (9, 2), (0, 0), (-1, 0)] {
        assert_eq!(ours.of::<Note>().find(doc! {}, doc! {}, limit).await.unwrap().len(), given, "{limit}");
    }
    ours.of::<Note>().insert_many(&[]).await.unwrap();
    test.end().await;
}
