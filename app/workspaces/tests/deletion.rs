//! A workspace that is deleted, brought back, or gone for good.

use crate::stage::{self, Stage, log, move_to, stored};
use bson::doc;
use kernel::{
    AppError, Index, Job, Member, Record, Role, Tenanted, Timestamp, Visitor, WorkspaceId,
    audit::{Actor, AuditEntry},
    database::record::Schema,
    events,
    facts::UserDeleted,
    ports::Memberships as _,
    published::{self, Page},
    testing::contents,
    transaction,
};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use workspaces::{
    MembershipStore,
    membership::Membership,
    workspace::{
        Workspace,
        delete::delete,
        list_deleted::{has_any, restorable},
        restore::restore,
    },
};

const DAY: Duration = Duration::from_secs(86_400);

/// What some other system keeps of a workspace.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Note {
    #[serde(rename = "_id")]
    id: String,
    text: String,
}

impl Record for Note {
    const COLLECTION: &'static str = "notes_of_another_system";

    fn indexes() -> Vec<Index> {
        vec![Index::on(&[("text", 1)])]
    }
}

impl Tenanted for Note {}

fn schemas() -> Vec<Schema> {
    let own = workspaces::system().schemas.into_iter().chain(kernel::system::kernel().schemas);
    own.chain([Schema::tenanted::<Note>()]).collect()
}

async fn open() -> Stage {
    Stage::open_with(vec![Schema::tenanted::<Note>()]).await
}

async fn publish(member: &Member, address: &str) {
    transaction::run(member.platform().database(), |tx| {
        let (member, address) = (member.clone(), address.to_owned());
        Box::pin(async move {
            let page = Page { address: &address, kind: "links", revision: 1, body: &doc! { "title": "Acme" } };
            published::publish(tx, &member.tenant(), member.now(), page).await
        })
    })
    .await
    .unwrap();
}

async fn is_public(stage: &Stage, address: &str) -> bool {
    Visitor::enter_on(stage.platform().clone(), address).await.is_ok()
}

/// How many documents of each collection have to do with the workspace.
async fn left_of(stage: &Stage, workspace: &WorkspaceId) -> Vec<String> {
    let all = contents(stage.platform().database()).await;
    let theirs =
        all.into_iter().flat_map(|(name, documents)| documents.into_iter().map(move |one| (name.clone(), one)));
    theirs
        .filter(|(_, one)| one.to_string().contains(workspace.as_str()))
        .map(|(name, one)| format!("{name} {one}"))
        .collect()
}

async fn actor_of(member: &Member, workspace: &WorkspaceId) -> Result<Workspace, AppError> {
    restore(member.platform(), &member.actor(), member.user(), workspace).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_workspace_is_out_of_reach_at_once_and_comes_back_as_it_was() {
    let stage = open().await;
    let member = stage.owner_at("acme").await;
    let id = member.workspace().id.clone();
    let editor = stage.take_on(&id, Role::Editor).await;
    publish(&member, "/@acme").await;
    assert!(delete(&member, "Acm").await.unwrap_err().of_field("name").is_some());
    delete(&member, " Acme ").await.unwrap();

    assert!(!is_public(&stage, "/@acme").await);
    assert!(stage.enter(member.user(), &id).await.is_none() && stage.enter(&editor, &id).await.is_none());
    assert_eq!(MembershipStore.of_user(stage.platform(), &editor, None).await, Ok(None));
    assert_eq!(MembershipStore.sole_ownerships(stage.platform(), member.user()).await, Ok(Vec::new()));
    assert_eq!(delete(&member, "Acme").await, Err(AppError::NotFound));
    assert_eq!(move_to(&member, "bolt").await, Err(AppError::NotFound));
    assert!(stage.open_at("acme").await.is_err(), "its address is still its own");

    assert_eq!(actor_of(&member, &id).await.unwrap().deletion, None);
    assert!(is_public(&stage, "/@acme").await);
    assert!(stage.enter(&editor, &id).await.is_some());
    let acts: Vec<String> = log(&member).await.into_iter().map(|entry| entry.action).take(2).collect();
    assert_eq!(acts, ["workspaces.workspace.restored", "workspaces.workspace.deleted"]);
    assert_eq!(actor_of(&member, &id).await.unwrap().version, 3, "once more changes nothing");
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_owner_hears_of_it_with_the_way_back_and_sees_it_in_the_list() {
    let stage = open().await;
    let member = stage.owner_at("acme").await;
    let id = member.workspace().id.clone();
    let second = stage.take_on(&id, Role::Owner).await;
    let admin = stage.take_on(&id, Role::Admin).await;
    delete(&member, "Acme").await.unwrap();
    stage.work(&schemas()).await;
    let mails = stage.test.mails.mails();
    let mut told: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    told.sort_unstable();
    let mut owners = [stage::person(member.user()).email, stage::person(&second).email];
    owners.sort();
    assert_eq!(told, owners);
    assert!(mails[0].text.contains(&format!("/workspaces?restore={id}")) && mails[0].text.contains("4 February 2093"));
    for (user, sees) in [(member.user(), true), (&second, true), (&admin, false)] {
        let listed = restorable(stage.platform(), user).await.unwrap();
        assert_eq!(listed.iter().any(|one| one.id == id && one.until == "4 February 2093"), sees);
        assert_eq!(has_any(stage.platform(), user).await.unwrap(), sees);
    }
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_an_owner_brings_a_workspace_back() {
    let stage = open().await;
    let member = stage.owner_at("acme").await;
    let id = member.workspace().id.clone();
    let admin = stage.take_on(&id, Role::Admin).await;
    let stranger = stage.owner_at("bolt").await;
    delete(&member, "Acme").await.unwrap();
    for other in [&admin, stranger.user()] {
        let actor = Actor::User { id: other.clone(), origin: Default::default() };
        assert_eq!(restore(stage.platform(), &actor, other, &id).await, Err(AppError::NotFound));
    }
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_thirty_days_nothing_is_left_in_any_collection_and_the_address_is_free() {
    let stage = open().await;
    let (member, other) = (stage.owner_at("acme").await, stage.owner_at("mill").await);
    let id = member.workspace().id.clone();
    stage.take_on(&id, Role::Viewer).await;
    for (member, address) in [(&member, "/@acme"), (&other, "/@mill")] {
        publish(member, address).await;
        let notes: Vec<Note> = (0..1_500)
            .map(|number| Note { id: format!("{}-{number}", member.workspace().id), text: number.to_string() })
            .collect();
        member.tenant().of::<Note>().insert_many(&notes).await.unwrap();
    }
    let others = left_of(&stage, &other.workspace().id).await;
    delete(&member, "Acme").await.unwrap();
    stage.test.clock.forward(DAY * 30 - Duration::from_secs(1));
    stage.work(&schemas()).await;
    assert!(member.tenant().of::<Note>().count(doc! {}).await.unwrap() == 1_500, "not yet");

    stage.test.clock.forward(Duration::from_secs(1));
    stage.work(&schemas()).await;
    let purge_and_mails = |line: &String| line.starts_with("jobs ");
    let left: Vec<String> = left_of(&stage, &id).await.into_iter().filter(|line| !purge_and_mails(line)).collect();
    assert_eq!(left, Vec::<String>::new());
    assert_eq!(member.tenant().of::<AuditEntry>().count(doc! {}).await.unwrap(), 0);
    let untouched: Vec<String> = left_of(&stage, &other.workspace().id).await;
    let of_data =
        |lines: Vec<String>| lines.into_iter().filter(|line| !line.starts_with("outbox ")).collect::<Vec<_>>();
    assert_eq!(of_data(untouched), of_data(others));
    assert_eq!(actor_of(&member, &id).await, Err(AppError::NotFound));
    assert!(stage.open_at("acme").await.is_ok());
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workspace_that_came_back_and_went_again_has_its_days_anew() {
    let stage = open().await;
    let member = stage.owner_at("acme").await;
    let id = member.workspace().id.clone();
    delete(&member, "Acme").await.unwrap();
    stage.test.clock.forward(DAY * 20);
    actor_of(&member, &id).await.unwrap();
    delete(&member, "Acme").await.unwrap();
    stage.test.clock.forward(DAY * 15);
    stage.work(&schemas()).await;
    assert!(actor_of(&member, &id).await.is_ok(), "the first deletion's purge has nothing to do with it");
    stage.test.clock.forward(DAY * 60);
    stage.work(&schemas()).await;
    assert_eq!(stored(&member).await.deletion, None);
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn once_the_purge_has_begun_nobody_brings_the_workspace_back() {
    let stage = open().await;
    let member = stage.owner_at("acme").await;
    let id = member.workspace().id.clone();
    delete(&member, "Acme").await.unwrap();
    let purging = doc! { "$set": { "deletion.purging": true } };
    stage.platform().platform_db().of::<Workspace>().update(doc! { "_id": id.as_str() }, purging).await.unwrap();
    assert_eq!(actor_of(&member, &id).await, Err(AppError::NotFound));
    assert_eq!(restorable(stage.platform(), member.user()).await.unwrap(), Vec::new());
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_moves_while_its_workspace_is_deleted_stays_hidden() {
    let stage = open().await;
    let member = stage.owner_at("acme").await;
    publish(&member, "/@acme").await;
    delete(&member, "Acme").await.unwrap();
    publish(&member, "/@bolt").await;
    assert!(!is_public(&stage, "/@bolt").await);
    actor_of(&member, &member.workspace().id).await.unwrap();
    assert!(is_public(&stage, "/@bolt").await);
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_goes_takes_the_workspaces_along_that_nobody_else_owns() {
    let stage = open().await;
    let (alone, shared) = (stage.owner_at("acme").await, stage.owner_at("mill").await);
    stage.take_on(&shared.workspace().id, Role::Owner).await;
    for member in [&alone, &shared] {
        let gone = UserDeleted { user: member.user().clone(), workspaces: vec![member.workspace().id.clone()] };
        for _ in 0..2 {
            state(&stage, member, &gone).await;
        }
    }
    stage.work(&schemas()).await;
    let deleted = stored(&alone).await.deletion.unwrap();
    assert_eq!((deleted.by, deleted.until), (None, stage.platform().now().after(DAY * 30)));
    assert_eq!(stored(&shared).await.deletion, None);
    let deletions = log(&alone).await.into_iter().filter(|entry| entry.action == "workspaces.workspace.deleted");
    assert_eq!(deletions.count(), 1, "told twice, deleted once");
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_who_is_suspended_neither_keeps_a_workspace_nor_hears_of_its_end() {
    let stage = open().await;
    let (left, deleted) = (stage.owner_at("acme").await, stage.owner_at("mill").await);
    for member in [&left, &deleted] {
        let second = doc! { "user_id": stage.take_on(&member.workspace().id, Role::Owner).await.as_str() };
        let suspended = doc! { "$set": { "suspended_at": stage.platform().now() } };
        assert!(stage.platform().platform_db().of::<Membership>().update(second, suspended).await.unwrap());
    }
    let workspaces = vec![left.workspace().id.clone()];
    state(&stage, &left, &UserDeleted { user: left.user().clone(), workspaces }).await;
    delete(&deleted, "Acme").await.unwrap();
    stage.work(&schemas()).await;
    assert!(stored(&left).await.deletion.is_some());
    let told: Vec<String> = stage.test.mails.mails().into_iter().map(|mail| mail.to).collect();
    assert_eq!(told, [stage::person(deleted.user()).email]);
    stage.end().await;
}

async fn state(stage: &Stage, member: &Member, fact: &UserDeleted) {
    transaction::run(stage.platform().database(), |tx| {
        let (platform, id, fact) = (stage.platform().clone(), member.workspace().id.clone(), fact.clone());
        Box::pin(async move { events::state(tx, &platform, &id, &fact).await })
    })
    .await
    .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_purge_that_died_half_way_is_ended_by_the_next() {
    let stage = open().await;
    let member = stage.owner_at("acme").await;
    let id = member.workspace().id.clone();
    member.tenant().of::<Note>().insert(&Note { id: "n".into(), text: "t".into() }).await.unwrap();
    delete(&member, "Acme").await.unwrap();
    stage.test.clock.forward(DAY * 30);
    let over = doc! { "$set": { "deletion.purging": true } };
    stage.platform().platform_db().of::<Workspace>().update(doc! { "_id": id.as_str() }, over).await.unwrap();
    stage.platform().platform_db().of::<Membership>().delete(doc! { "workspace_id": id.as_str() }).await.unwrap();
    stage.work(&schemas()).await;
    assert_eq!(member.tenant().of::<Note>().count(doc! {}).await.unwrap(), 0);
    let jobs: Vec<Job> =
        stage.platform().platform_db().of::<Job>().find(doc! { "kind": "workspaces.purge" }, doc! {}, 9).await.unwrap();
    assert!(jobs.iter().all(|job| job.done_at > Some(Timestamp::from_millis(0))));
    stage.end().await;
}
