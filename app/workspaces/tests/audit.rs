//! Who did what: listed, filtered, exported, verified.

use crate::stage::{self, Stage, move_to};
use kernel::{
    AppError, Member, Role, Timestamp,
    audit::{self, Act, Actor, Origin},
    transaction,
};
use std::{sync::Mutex, thread, time::Duration};
use workspaces::{
    audit::{
        PAGE,
        export::{CHUNK, export},
        filter::Typed,
        list::list,
        verify::{Chain, verify},
    },
    workspace::Workspace,
};

const DAY: Duration = Duration::from_secs(86_400);

fn all() -> Typed<'static> {
    Typed::default()
}

async fn write(member: &Member, actor: &Actor, action: &'static str, record: &str) {
    let act = Act {
        action,
        record: record.to_owned(),
        label: "=SUM(A1)".to_owned(),
        before: None,
        after: Some(bson::doc! { "title": "New" }),
    };
    transaction::run(member.platform().database(), |tx| {
        let (member, actor, act) = (member.clone(), actor.clone(), act.clone());
        Box::pin(async move { audit::write(tx, member.platform(), &member.workspace().id, &actor, act).await })
    })
    .await
    .unwrap();
}

fn from(user: &kernel::UserId) -> Actor {
    let origin = Origin { network: "203.0.113.7".to_owned(), device: "Firefox on Linux".to_owned() };
    Actor::User { id: user.clone(), origin }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_says_who_did_what_to_which_record_from_where_and_who_is_gone() {
    let stage = Stage::open().await;
    let member = stage.owner_at("acme").await;
    let editor = stage.take_on(&member.workspace().id, Role::Editor).await;
    write(&member, &from(&editor), "links.link.added", "lnk_1").await;
    write(&member, &Actor::System("links.readdress".to_owned()), "links.page.readdressed", "lpg_1").await;
    stage.people.gone.lock().unwrap().push(editor.clone());

    let activity = list(&member, all(), None).await.unwrap();
    let told: Vec<_> = activity.entries.iter().map(|entry| (entry.who.as_str(), entry.what.as_str())).collect();
    let me = stage::person(member.user()).name;
    assert_eq!(
        told,
        [("Mewayz", "Page readdressed"), ("Deleted user", "Link added"), (me.as_str(), "Workspace created")]
    );
    let added = &activity.entries[1];
    assert_eq!(
        (added.network.as_str(), added.device.as_str(), added.record.as_str()),
        ("203.0.113.…", "Firefox on Linux", "lnk_1")
    );
    assert_eq!(added.changes[0].after.as_deref(), Some("New"));
    assert!(added.exactly.starts_with("2093-01-05 09:00:00"), "{}", added.exactly);
    let people: Vec<&str> = activity.choices.people.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(people, ["Deleted user", me.as_str(), "Mewayz"]);
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_are_found_by_who_what_record_and_day() {
    let stage = Stage::open().await;
    let member = stage.owner_at("acme").await;
    let editor = stage.take_on(&member.workspace().id, Role::Editor).await;
    stage.test.clock.forward(DAY);
    write(&member, &from(&editor), "links.link.added", "lnk_1").await;
    write(&member, &from(member.user()), "links.link.edited", "lnk_1").await;
    stage.test.clock.forward(DAY);
    write(&member, &Actor::System("job".to_owned()), "links.page.published", "lpg_1").await;
    let found = |typed: Typed<'static>| {
        let member = member.clone();
        async move {
            list(&member, typed, None).await.unwrap().entries.into_iter().map(|entry| entry.seq).collect::<Vec<_>>()
        }
    };
    assert_eq!(found(Typed { kind: "links", ..all() }).await, [4, 3, 2]);
    assert_eq!(found(Typed { kind: "links.link", ..all() }).await, [3, 2]);
    assert_eq!(found(Typed { kind: "links.link.edited", ..all() }).await, [3]);
    assert_eq!(found(Typed { kind: "links.lin", ..all() }).await, Vec::<i64>::new());
    assert_eq!(found(Typed { record: "lnk_1", ..all() }).await, [3, 2]);
    assert_eq!(found(Typed { who: "system", ..all() }).await, [4]);
    assert_eq!(found(Typed { from: "2093-01-06", to: "2093-01-06", ..all() }).await, [3, 2]);
    assert_eq!(found(Typed { to: "2093-01-05", ..all() }).await, [1]);
    let who = editor.to_string();
    let by_editor = list(&member, Typed { who: &who, kind: "links", ..all() }, None).await.unwrap();
    assert_eq!(by_editor.entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [2]);
    let wrong = list(&member, Typed { from: "{\"$gt\":\"\"}", ..all() }, None).await.unwrap_err();
    assert!(wrong.of_field("from").is_some());
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_log_is_read_fifty_by_fifty_and_exported_whole() {
    let stage = Stage::open().await;
    let member = stage.owner_at("acme").await;
    for number in 0..120 {
        write(&member, &from(member.user()), "links.link.added", &format!("lnk_{number}")).await;
    }
    let (mut seen, mut before) = (Vec::new(), None);
    loop {
        let page = list(&member, all(), before).await.unwrap();
        assert!(page.entries.len() <= PAGE);
        seen.extend(page.entries.into_iter().map(|entry| entry.seq));
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(seen, (1..=121).rev().collect::<Vec<i64>>());

    let file = export(&member, Typed { kind: "links", ..all() }, None).await.unwrap();
    assert_eq!((file.next, file.csv.lines().count()), (None, 121));
    assert!(file.csv.contains(",'=SUM(A1),lnk_7,"), "{}", &file.csv[..400]);
    let newest = list(&member, all(), None).await.unwrap().entries.remove(0);
    assert_eq!(newest.what, "Activity exported");
    assert_eq!(newest.changes[0].after.as_deref(), Some("links"));
    let rest = export(&member, Typed { kind: "links", ..all() }, Some(12)).await.unwrap();
    assert_eq!(rest.csv.lines().count(), 10, "no head, and no entry of its own");
    assert_eq!(list(&member, all(), None).await.unwrap().entries[0].seq, newest.seq);
    let others = export(&member, all(), Some(i64::MAX)).await.unwrap();
    assert!(others.csv.starts_with("122,"), "all of it, as if from the middle");
    let told = list(&member, all(), None).await.unwrap().entries.remove(0);
    assert_eq!((told.what.as_str(), told.seq), ("Activity exported", newest.seq + 1));
    const { assert!(CHUNK >= 1_000) };
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_of_one_workspace_reads_nothing_of_another() {
    let stage = Stage::open().await;
    let (ours, theirs) = (stage.owner_at("acme").await, stage.owner_at("bolt").await);
    write(&theirs, &from(theirs.user()), "links.link.added", "lnk_secret").await;
    let record = list(&ours, Typed { record: "lnk_secret", ..all() }, None).await.unwrap();
    let who = theirs.user().to_string();
    let person = list(&ours, Typed { who: &who, ..all() }, None).await.unwrap();
    assert!(record.entries.is_empty() && person.entries.is_empty());
    assert!(!export(&ours, all(), None).await.unwrap().csv.contains("lnk_secret"));
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_chains_of_all_are_looked_at_and_the_broken_one_is_named() {
    let stage = Stage::open().await;
    let ours = stage.owner_at("acme").await;
    stage.test.clock.forward(Duration::from_secs(1));
    let theirs = stage.owner_at("bolt").await;
    move_to(&ours, "crane").await.unwrap();
    let told = |slug: Option<&'static str>| {
        let platform = stage.platform().clone();
        async move {
            let lines = Mutex::new(Vec::new());
            let whole = verify(&platform, slug, |chain: Chain| lines.lock().unwrap().push(chain)).await;
            let lines = lines.into_inner().unwrap();
            let told = |chain: Chain| {
                let verified = chain.verified.unwrap();
                (chain.slug, verified.entries, verified.broken_at)
            };
            (whole, lines.into_iter().map(told).collect::<Vec<_>>())
        }
    };
    let line = |slug: &str, entries, broken| (slug.to_owned(), entries, broken);
    assert_eq!(told(None).await, (Ok(true), vec![line("crane", 2, None), line("bolt", 1, None)]));
    let forged = bson::doc! { "$set": { "label": "Nothing happened" } };
    ours.tenant().of::<audit::AuditEntry>().update(bson::doc! { "seq": 2 }, forged).await.unwrap();
    assert_eq!(told(None).await, (Ok(false), vec![line("crane", 1, Some(2)), line("bolt", 1, None)]));
    assert_eq!(told(Some("bolt")).await, (Ok(true), vec![line("bolt", 1, None)]));
    assert_eq!(told(Some("acme")).await.1, [line("crane", 1, Some(2))], "by a former address too");
    assert_eq!(told(Some("nobody")).await.0, Err(AppError::NotFound));
    drop(theirs);
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chain_that_goes_with_its_workspace_while_it_is_looked_at_is_not_called_broken() {
    let stage = Stage::open().await;
    stage.owner_at("acme").await;
    stage.test.clock.forward(Duration::from_secs(1));
    let theirs = stage.owner_at("bolt").await;
    write(&theirs, &from(theirs.user()), "links.link.added", "lnk_1").await;
    theirs.tenant().of::<audit::AuditEntry>().delete(bson::doc! { "seq": 1 }).await.unwrap();
    let is_purged_from = async |until: Timestamp| {
        let deletion = bson::doc! { "at": until, "by": null, "until": until, "purging": true };
        let (it, set) =
            (bson::doc! { "_id": theirs.workspace().id.as_str() }, bson::doc! { "$set": { "deletion": deletion } });
        assert!(stage.platform().platform_db().of::<Workspace>().update(it, set).await.unwrap());
    };
    let now = stage.platform().now();
    let look = async |purge: Option<Timestamp>| {
        let (told, runtime) = (Mutex::new(Vec::new()), tokio::runtime::Handle::current());
        let tell = |chain: Chain| {
            // Both were listed; the purge of the second begins when the first was looked at.
            if let (Some(until), "acme") = (purge, chain.slug.as_str()) {
                thread::scope(|scope| scope.spawn(|| runtime.block_on(is_purged_from(until))).join()).unwrap();
            }
            told.lock().unwrap().push((chain.slug, chain.verified.map(|verified| verified.broken_at)));
        };
        let whole = verify(stage.platform(), None, tell).await;
        (whole, told.into_inner().unwrap())
    };
    let line = |slug: &str, broken| (slug.to_owned(), broken);
    let broken = (Ok(false), vec![line("acme", Some(None)), line("bolt", Some(Some(1)))]);
    assert_eq!(look(None).await, broken, "nobody removes it");
    assert_eq!(look(Some(now.after(DAY))).await, broken, "whose days are not over is not removed");
    assert_eq!(look(Some(now)).await, (Ok(true), vec![line("acme", Some(None)), line("bolt", None)]));
    stage.end().await;
}
